/** One round: new channels, everybody talks, a fault is made again and again, and at the end everything is compared. */
import { setTimeout } from 'node:timers/promises';
import type { ChannelId, EventId } from '../shared/model.ts';
import type { Chance } from './chance.ts';
import { checkHeld, checkLog } from './check/against-log.ts';
import { count, nothingYet, type Tally } from './check/tally.ts';
import { eventually } from './eventually.ts';
import type { Strike } from './kinds/fault.ts';
import type { Client } from './load/client.ts';
import { startTalk, type Talk } from './load/talk.ts';
import type { Round } from './plan.ts';
import type { Stage } from './stage/stage.ts';

export type RoundOptions = {
  /** Messages a second, all clients together. */
  rate: number;
  channels: number;
  length: Strike['length'];
  /** How long clients may take to come back, and to catch up at the end (ms). */
  patienceMs: number;
};

export async function playRound(
  stage: Stage,
  clients: readonly Client[],
  { fault, cases }: Round,
  chance: Chance,
  options: RoundOptions,
): Promise<Tally> {
  const tally = nothingYet();
  for (const client of clients) client.acknowledged.length = 0;
  const channels = await openChannels(clients, options.channels);
  const talk = startTalk(clients, channels, options.rate, chance);
  for (let number = 0; number < cases; number++) {
    await setTimeout(chance.between(100, options.length === 'long' ? 1_500 : 600));
    const { length } = options;
    await fault
      .strike({ stage, clients, channels, talk, chance, length })
      .catch((error: unknown) => count(tally, 'stuck', `the fault ${fault.name} could not be made: ${String(error)}`));
    tally.cases += 1;
    const began = performance.now();
    const silent = await hearEachOther(clients, chance.pick(channels), talk, options.patienceMs);
    if (silent) count(tally, 'stuck', silent);
    else tally.recoveries.push((performance.now() - began) / 1000);
  }
  await talk.stop();
  await settle(tally, stage, clients, channels, options.patienceMs);
  await compare(tally, stage, clients, channels, talk);
  return tally;
}

async function openChannels(clients: readonly Client[], number: number): Promise<ChannelId[]> {
  const [first, ...others] = clients;
  if (!first) throw new Error('There is nobody.');
  const members = others.map(({ person }) => person);
  const made = Array.from({ length: number }, (_, channel) =>
    first.window.client.call('create', { kind: 'group', name: `faults ${channel}`, topic: '', members }),
  );
  const channels = (await Promise.all(made)).map(({ channel }) => channel);
  await Promise.all(clients.map(async (client) => Promise.all(channels.map((channel) => client.open(channel)))));
  return channels;
}

/** Everyone says one thing more; resolves when everyone sees all of that, with who does not after too long a time. */
async function hearEachOther(
  clients: readonly Client[],
  channel: ChannelId,
  talk: Talk,
  patienceMs: number,
): Promise<string | null> {
  // A window that is given another engine opens its timelines anew, and shows less for a moment.
  const after = Math.min(...clients.map(({ window }) => window.timeline(channel).at(-1)?.seq ?? 0));
  const said = Promise.all(clients.map((client) => sayUntilTaken(client, channel, talk)));
  const answered = await Promise.race([said, setTimeout(patienceMs, null)]);
  if (!answered) return 'somebody could not even queue a message';
  const waiting = new Map(clients.map((client) => [client, new Set(answered)]));
  const all = async () => {
    for (const [client, ids] of waiting) {
      // One that was far behind shows the newest first: what was said before that is further up.
      await client.scrollBack(channel, after);
      for (const id of ids) if (client.shows(channel, id, after)) ids.delete(id);
      if (ids.size === 0) waiting.delete(client);
    }
    return waiting.size === 0;
  };
  if (await eventually(all, patienceMs)) return null;
  const [client, ids] = [...waiting][0] ?? [];
  const shown = client?.window.timeline(channel) ?? [];
  const seen = `shows ${shown.length} events, ${shown.at(0)?.seq} to ${shown.at(-1)?.seq}, of those after ${after}`;
  const link = JSON.stringify(client?.window.shared().link);
  return `client ${client?.number} does not hear from ${ids?.size} of ${clients.length}; it ${seen}; its link: ${link}`;
}

/** A new engine may not know the channel before it has been at the server. */
async function sayUntilTaken(client: Client, channel: ChannelId, talk: Talk): Promise<EventId> {
  for (;;) {
    const id = await talk.say(client, channel);
    if (id !== null) return id;
    await setTimeout(100);
  }
}

/** Waits until everything has left and has come to everyone. */
async function settle(
  tally: Tally,
  stage: Stage,
  clients: readonly Client[],
  channels: readonly ChannelId[],
  patienceMs: number,
): Promise<void> {
  const outbox = (client: Client) => client.window.shared().outbox;
  const left = (client: Client) => outbox(client).every(({ state }) => state === 'failed');
  await eventually(() => clients.every(left), patienceMs);
  for (const client of clients) {
    const [item] = outbox(client);
    const why = item?.problem ? `: ${item.problem.code}` : '';
    count(tally, 'stuck', `client ${client.number} keeps a message that is ${item?.state}${why}`, outbox(client).length);
  }
  const heads = new Map<ChannelId, number>();
  for (const channel of channels) heads.set(channel, (await stage.database.log(channel)).at(-1)?.seq ?? 0);
  const behind = () =>
    clients.filter((client) =>
      channels.some((channel) => (client.window.timeline(channel).at(-1)?.seq ?? 0) < (heads.get(channel) ?? 0)),
    );
  await eventually(() => behind().length === 0, patienceMs);
  for (const client of behind()) count(tally, 'stuck', `client ${client.number} never showed the newest event`);
  for (const client of clients) {
    count(tally, 'disordered', client.disorder[0] ?? '', client.disorder.length);
    client.disorder.length = 0;
  }
  for (const node of stage.nodes) count(tally, 'stuck', node.ends[0] ?? '', node.ends.splice(0).length);
}

async function compare(
  tally: Tally,
  stage: Stage,
  clients: readonly Client[],
  channels: readonly ChannelId[],
  talk: Talk,
): Promise<void> {
  const acknowledged = clients.flatMap((client) => client.acknowledged);
  tally.sent += talk.said.filter(({ durable }) => durable).length;
  tally.refused += talk.said.filter(({ durable }) => !durable).length;
  tally.acknowledged += acknowledged.length;
  for (const channel of channels) {
    const log = await stage.database.log(channel);
    checkLog(
      tally,
      log,
      talk.said.filter((one) => one.channel === channel),
      acknowledged.filter((one) => one.channel === channel),
    );
    for (const client of clients) {
      checkHeld(tally, `client ${client.number}`, log, await client.held(channel));
      await client.leave(channel);
    }
  }
}
