/**
 * Many engines behind a network that is cut at random moments, all talking at once; at the end each must hold the very log of the
 * server. The run and the comparison, shared by the test that must pass and the tests that must fail with a guard removed.
 */
import { isDeepStrictEqual } from 'node:util';
import { v7 as uuid } from 'uuid';
import type { RunningServer } from '../../server/testing/server.ts';
import { type ChannelEvent, ChannelEvents } from '../../shared/events.ts';
import { PaneId } from '../../shared/layout.ts';
import { type ChannelId, EventId, type Seq } from '../../shared/model.ts';
import { TcpProxy } from '../../testing/tcp-proxy.ts';
import { type OpenWire, openSocket } from '../engine/wire.ts';
import { machine, openWindow, startEngine, type Window } from './engine-rig.ts';

export type Run = {
  clients: number;
  channels: number;
  messages: number;
  /** How many times somebody's connection is cut. */
  cuts: number;
  random: () => number;
  openWire?: OpenWire;
};

/** What a run found wrong, in words; empty when every client holds the server's log. */
export type Outcome = {
  faults: string[];
  committed: number;
  /** Events compared with the log, over all clients. */
  compared: number;
  /** For each client and channel: what would be wrong if events were shown as their frames arrived. */
  asArrived: (string | null)[];
};

const password = 'correct horse battery';
const pane = PaneId.parse('pane');

type Client = { window: Window; proxy: TcpProxy; arrived: ChannelEvents[]; end(): Promise<void> };

export async function runTotalOrder(server: RunningServer, run: Run): Promise<Outcome> {
  const tag = uuid().slice(-6);
  const people = [];
  for (let number = 0; number < run.clients; number++) {
    people.push(await server.addPerson(`${tag}-${number}`, { password }));
  }
  const channels: ChannelId[] = [];
  for (let number = 0; number < run.channels; number++) channels.push(await server.addChannel(`${tag}-${number}`, people));
  const clients = await Promise.all(people.map(({ handle }) => connect(server, handle, channels, run.openWire)));
  try {
    const stuck = await talk(clients, channels, run);
    const outcome = await compare(server, clients, channels, run);
    return { ...outcome, faults: [...stuck, ...outcome.faults] };
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function connect(
  server: RunningServer,
  handle: string,
  channels: ChannelId[],
  openWire: OpenWire = openSocket,
): Promise<Client> {
  const proxy = await TcpProxy.before(server.url);
  const arrived: ChannelEvents[] = [];
  const engine = startEngine(proxy.url, machine(), { openWire: recorded(openWire, arrived) });
  const window = openWindow(() => engine, handle);
  await window.client.call('signIn', { handle, password });
  await window.until(`${handle} to know the channels`, () => window.shared().channels.length === channels.length);
  for (const channel of channels) await window.open(channel, 200);
  return {
    window,
    proxy,
    arrived,
    end: async () => {
      window.close();
      await engine.stop();
      await proxy.close();
    },
  };
}

/** Keeps every frame of events as it arrives. */
function recorded(open: OpenWire, arrived: ChannelEvents[]): OpenWire {
  return (at, handshake, events) =>
    open(at, handshake, {
      ...events,
      push(name, push) {
        if (name === 'events') arrived.push(ChannelEvents.parse(push));
        events.push(name, push);
      },
    });
}

/** Everybody talks, in bursts; now and then somebody's connection is cut, and is back at once. */
async function talk(clients: readonly Client[], channels: readonly ChannelId[], run: Run): Promise<string[]> {
  const cutAt = new Set(Array.from({ length: run.cuts }, () => Math.floor(run.random() * run.messages)));
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(run.random() * from.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
  let burst: Promise<unknown>[] = [];
  for (let number = 0; number < run.messages; number++) {
    const { window } = pick(clients);
    const body = { text: `${number} of ${run.messages}` };
    burst.push(window.client.call('send', { id: EventId.parse(uuid()), channel: pick(channels), body, pane }));
    if (cutAt.has(number)) pick(clients).proxy.drop();
    if (burst.length < 200) continue;
    await Promise.all(burst);
    burst = [];
    // A burst waits for the one before it to have left, so that cuts fall between and amid sending, not after it.
    await Promise.all(clients.map((client) => drained(client, 40)));
  }
  await Promise.all(burst);
  const stuck = await Promise.all(clients.map((client) => drained(client, 0)));
  return stuck.filter((fault) => fault !== null);
}

/** Resolves with null once no more than this many messages wait to leave, or with the fault that they never do. */
async function drained({ window }: Client, most: number): Promise<string | null> {
  const left = () => window.shared().outbox.length <= most;
  return window.until('messages to leave', left).then(
    () => null,
    () => `${window.client.window} keeps ${window.shared().outbox.length} messages that never leave`,
  );
}

async function compare(
  server: RunningServer,
  clients: readonly Client[],
  channels: readonly ChannelId[],
  run: Run,
): Promise<Outcome> {
  const faults: string[] = [];
  let committed = 0;
  let compared = 0;
  const asArrived: (string | null)[] = [];
  for (const channel of channels) {
    const log = await wholeLog(server, channel);
    const messages = log.filter((event) => event.kind === 'message');
    committed += messages.length;
    const texts = new Set(messages.map((event) => event.body.text));
    if (texts.size !== messages.length) faults.push(`${messages.length - texts.size} messages are in the log twice`);
    for (const { window, arrived } of clients) {
      const frames = arrived.filter((frame) => frame.channel === channel);
      asArrived.push(
        firstDifference(
          messages,
          frames.flatMap((frame) => frame.events.filter((event) => event.kind === 'message')),
        ),
      );
      const name = `${window.client.window} in ${channel}`;
      const head = log.at(-1)?.seq;
      const caughtUp = window.until('the newest', () => window.timeline(channel).some((event) => event.seq === head));
      if (
        await caughtUp.then(
          () => false,
          () => true,
        )
      )
        faults.push(`${name} never saw the newest event`);
      const held = await everything(window, channel);
      compared += held.length;
      const fault = firstDifference(log, held);
      if (fault) faults.push(`${name}: ${fault}`);
    }
  }
  if (committed !== run.messages) faults.push(`${committed} messages were committed of ${run.messages}`);
  return { faults, committed, compared, asArrived };
}

/** The log of a channel, from the server, page by page. */
export async function wholeLog(server: RunningServer, channel: ChannelId): Promise<ChannelEvent[]> {
  const log: ChannelEvent[] = [];
  for (;;) {
    const after = log.at(-1)?.seq;
    const page = await server.events.page(channel, { after: after ?? (0 as Seq), limit: 500 });
    if (page.length === 0) return log;
    log.push(...page);
  }
}

/** Scrolls to the beginning, then gives all that the window holds. */
export async function everything(window: Window, channel: ChannelId): Promise<readonly ChannelEvent[]> {
  for (;;) {
    const before = window.timeline(channel).length;
    const { added, hasOlder } = await window.client.call('older', { channel, limit: 500 });
    if (added > 0) await window.until('the older part', () => window.timeline(channel).length > before);
    if (!hasOlder || added === 0) return window.timeline(channel);
  }
}

/** Where what a client holds differs first from the log, or null. */
export function firstDifference(log: readonly ChannelEvent[], held: readonly ChannelEvent[]): string | null {
  for (const [index, event] of log.entries()) {
    const own = held[index];
    if (!own) return `${held.length} events instead of ${log.length}`;
    if (!isDeepStrictEqual(own, event))
      return `at ${index + 1} it has seq ${own.seq} (${own.id}), the log seq ${event.seq} (${event.id})`;
  }
  return held.length > log.length ? `${held.length - log.length} events more than the log` : null;
}
