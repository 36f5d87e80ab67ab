/** A client of the run: a real engine behind a network of its own, and a window that watches what it is shown. */
import { setTimeout } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import { type OpenWire, openSocket } from '../../renderer/engine/wire.ts';
import { machine, openWindow, type Window } from '../../renderer/testing/engine-rig.ts';
import { everything } from '../../renderer/testing/total-order.ts';
import type { EnginePushes } from '../../shared/engine-api.ts';
import { MullionError, resultOf } from '../../shared/errors.ts';
import { type ChannelEvent, ChannelEvents } from '../../shared/events.ts';
import { PaneId } from '../../shared/layout.ts';
import { ChannelId, EventId, type PersonId, Seq } from '../../shared/model.ts';
import { z } from '../../shared/schema.ts';
import { TcpProxy } from '../../testing/tcp-proxy.ts';
import type { Acknowledged } from '../check/said.ts';
import { eventually } from '../eventually.ts';
import { handleOf, PASSWORD } from '../stage/cast.ts';
import type { Stage } from '../stage/stage.ts';
import { startMortal } from './mortal-engine.ts';

/** Ways to break a client, to show that the run finds out. */
export type Broken = {
  /** Another line than the product's. */
  openWire?: OpenWire;
  /** Takes what it holds from the frames as they arrived, rather than from the window. */
  takesFramesAsTheyCome?: boolean;
};

export interface Client {
  readonly number: number;
  readonly person: PersonId;
  readonly network: TcpProxy;
  readonly window: Window;
  /** What the server has acknowledged, in the order of the acknowledgements. */
  readonly acknowledged: Acknowledged[];
  /** What was shown to the window and does not follow what was shown before, in words. */
  readonly disorder: string[];
  /** Opens a channel, once this client knows of it. */
  open(channel: ChannelId): Promise<void>;
  leave(channel: ChannelId): Promise<void>;
  /** Resolves with the message's id when it is durable in the outbox. */
  send(channel: ChannelId, text: string): Promise<EventId>;
  /** Whether the window shows this event; `after` says where to begin to look. */
  shows(channel: ChannelId, id: EventId, after: number): boolean;
  /** Scrolls up, as far as the window can now, where it shows only later events than the one after this. */
  scrollBack(channel: ChannelId, after: number): Promise<void>;
  /** All it holds of a channel. */
  held(channel: ChannelId): Promise<readonly ChannelEvent[]>;
  killEngine(): void;
  close(): Promise<void>;
}

const pane = PaneId.parse('pane');
const Sent = z.object({ channel: ChannelId, id: EventId });
const Answer = resultOf(z.object({ seq: Seq }));
const KNOWN_MS = 30_000;
const PAGE = 500;
const AGAIN_MS = 500;

export async function connectClient(stage: Stage, number: number, broken: Broken = {}): Promise<Client> {
  const network = await TcpProxy.before(() => stage.addressFor(number));
  const acknowledged: Acknowledged[] = [];
  const arrived: ChannelEvents[] = [];
  const openWire = watched(broken.openWire ?? openSocket, acknowledged, broken.takesFramesAsTheyCome ? arrived : null);
  const here = machine();
  let mortal = startMortal(network.url, here, openWire, null);
  const window = openWindow(() => mortal.engine, `client-${number}`, 'anchor');
  const disorder = watchOrder(window);
  await signIn(window, number);
  const person = await window.until('to be signed in', () => window.shared().me?.person.id);

  return {
    number,
    person,
    network,
    window,
    acknowledged,
    disorder,
    async open(channel) {
      const knows = () => window.shared().channels.some((each) => each.channel.id === channel);
      if (!(await eventually(knows, KNOWN_MS))) throw new Error(`Client ${number} was never told of its new channel.`);
      await window.open(channel, 1000);
    },
    leave: (channel) => window.leave(channel),
    async send(channel, text) {
      const id = EventId.parse(uuid());
      await window.client.call('send', { id, channel, body: { text }, pane });
      return id;
    },
    shows(channel, id, after) {
      const shown = window.timeline(channel);
      for (let at = shown.length - 1; at >= 0; at--) {
        const event = shown[at];
        if (event === undefined || event.seq <= after) return false;
        if (event.id === id) return true;
      }
      return false;
    },
    async scrollBack(channel, after) {
      const first = window.timeline(channel)[0]?.seq ?? 0;
      // A window without an engine, or one that goes again, is asked once more at the next look.
      if (first > after + 1) await window.client.call('older', { channel, limit: PAGE }).catch(() => undefined);
    },
    async held(channel) {
      if (!broken.takesFramesAsTheyCome) return everything(window, channel);
      return arrived.filter((frame) => frame.channel === channel).flatMap((frame) => frame.events);
    },
    killEngine() {
      const secret = window.secrets.at(-1) ?? null;
      mortal.kill();
      mortal = startMortal(network.url, here, openWire, secret);
    },
    async close() {
      window.close();
      await mortal.engine.stop();
      await network.close();
    },
  };
}

/** As a person does: where the server cannot just now, a moment later. */
async function signIn(window: Window, number: number): Promise<void> {
  for (const until = Date.now() + KNOWN_MS; ; ) {
    try {
      await window.client.call('signIn', { handle: handleOf(number), password: PASSWORD });
      return;
    } catch (error) {
      if (!(error instanceof MullionError) || error.code !== 'unavailable' || Date.now() > until) throw error;
      await setTimeout(AGAIN_MS);
    }
  }
}

/** Notes what is acknowledged, and keeps every frame of events if it is asked to. */
function watched(open: OpenWire, acknowledged: Acknowledged[], arrived: ChannelEvents[] | null): OpenWire {
  return (at, handshake, events) => {
    const wire = open(at, handshake, {
      ...events,
      push(name, push) {
        if (name === 'events') arrived?.push(ChannelEvents.parse(push));
        events.push(name, push);
      },
    });
    return {
      ...wire,
      call(name, input, answer) {
        wire.call(name, input, (result) => {
          const told = name === 'send' ? Answer.safeParse(result) : undefined;
          if (told?.success && told.data.ok) acknowledged.push({ ...Sent.parse(input), seq: told.data.value.seq });
          answer(result);
        });
      },
    };
  };
}

/** What is appended must follow what was shown last, in each channel, and have no holes. */
function watchOrder({ client }: Window): string[] {
  const disorder: string[] = [];
  const last = new Map<ChannelId, number>();
  // A new engine: the timelines are opened anew, and begin where it likes.
  client.onAttach(() => last.clear());
  client.on('frame', ({ timelines = [] }: EnginePushes['frame']) => {
    for (const diff of timelines) {
      if (diff.type === 'prepend') continue;
      if (diff.type === 'reset') last.delete(diff.channel);
      for (const { seq } of diff.type === 'reset' ? diff.snapshot.events : diff.events) {
        const before = last.get(diff.channel);
        if (before !== undefined && seq !== before + 1) {
          disorder.push(`${client.window} was shown seq ${seq} after ${before} in ${diff.channel}`);
        }
        last.set(diff.channel, seq);
      }
    }
  });
  return disorder;
}
