/**
 * 5,000 clients are cut off at once, while others go on speaking, and come back by the product's own back-off: how long until
 * every client holds every event, and whether each holds each once.
 */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Seq } from '../shared/model.ts';
import { type LineChild, startChild } from './harness/child.ts';
import { readLog } from './harness/log.ts';
import { growth, memoryOf, tellsMemory } from './harness/memory.ts';
import type { Bench } from './harness/report.ts';
import { percentile } from './harness/statistics.ts';
import type { Caller } from './load/callers.ts';
import { holdInParts, openCrowd } from './load/crowd.ts';
import { type Cursors, entries, type Verdict } from './load/holding.ts';
import type { Back, ReturnOrder } from './load/returning.ts';

const CLIENTS = 5_000;
const CAST = { people: CLIENTS + 1, channels: 50, each: 10 };
/** Messages a second, meanwhile; each is heard by a fifth of the clients. */
const RATE = 10;
const SETTLE_MS = 3_000;

export const bench: Bench = {
  what: `${CLIENTS} clients cut off at once and back, ${RATE} messages/s meanwhile; each in ${CAST.each} of ${CAST.channels} channels`,
  goal: 'every client holds every event after ≤ 60 s; none lost, none doubled; ≤ 60 KB a connection',

  async run({ data, seed, say }) {
    const { server, talk, callers } = await openCrowd(CAST, { data, say });
    const before = await server.memory();
    say('connecting');
    const crowd = await connectCrowd(server.url, callers, seed);
    await setTimeout(SETTLE_MS);
    const first = growth(before, await server.memory(), CLIENTS);

    const stopTalking = talk.keepSending(RATE);
    await setTimeout(SETTLE_MS);
    const back = await cutOff(crowd);
    say(`back after ${seconds(back.p50)} s (half), ${seconds(back.last)} s (all); ${back.failed} tries failed ${back.why ?? ''}`);
    const { took, refused } = await stopTalking();
    say(`${took.length} messages meanwhile, acknowledged after ${percentile(took, 1).toFixed(0)} ms at the latest`);
    if (refused > 0) throw new Error(`${refused} of ${took.length} messages were refused.`);
    const log = await readLog(server.database);
    const heads: Cursors = {};
    for (const [channel, ids] of entries(log)) heads[channel] = Seq.parse(ids.length);
    // Who has missed something for good is told of heads by the heartbeat; who then still misses it has lost it.
    const patience = new AbortController();
    const reached = Promise.all(crowd.map((part) => part.ask<{ reached: number }>({ reach: { heads } })));
    const inTime = await Promise.race([reached, setTimeout(60_000, undefined, { signal: patience.signal })]);
    patience.abort();
    if (!inTime) say('some clients never came to hold every event');
    const verdicts = await Promise.all(crowd.map((part) => part.ask<Verdict>({ check: { log } })));
    await setTimeout(SETTLE_MS);
    const after = growth(before, await server.memory(), CLIENTS);
    say(`a connection held ${first.resident.toFixed(1)} KB before the cut; after it ${after.heap.toFixed(1)} are objects`);
    talk.close();
    for (const part of crowd) part.stop();
    await server.stop();

    const limit = await bareStorm(callers, seed);
    const sum = (of: (verdict: Verdict) => number): number => verdicts.reduce((total, verdict) => total + of(verdict), 0);
    return [
      { name: 'consistent_s', value: back.last / 1000, unit: 's', limit: limit.last / 1000 },
      { name: 'lost', value: sum(({ lost }) => lost), unit: '' },
      { name: 'doubled', value: sum(({ doubled }) => doubled), unit: '' },
      { name: 'kb_per_connection', value: after.resident, unit: 'KB', limit: limit.kb },
    ];
  },
};

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

async function connectCrowd(url: string, callers: readonly Caller[], seed: number): Promise<LineChild[]> {
  const program = join(import.meta.dirname, 'load', 'returning.ts');
  return await holdInParts<ReturnOrder>(program, callers, (part, index) => ({
    connect: { url, callers: part, seed: seed + index },
  }));
}

/** Ends all connections at once; resolves when all are back. */
async function cutOff(crowd: readonly LineChild[]): Promise<Back> {
  const parts = await Promise.all(crowd.map((part) => part.ask<Back>({ cut: true })));
  const why = parts.find((part) => part.why !== undefined)?.why;
  const back: Back = {
    p50: Math.max(...parts.map(({ p50 }) => p50)),
    last: Math.max(...parts.map(({ last }) => last)),
    failed: parts.reduce((total, { failed }) => total + failed, 0),
  };
  return why === undefined ? back : { ...back, why: `(the first: ${why})` };
}

/** The same clients, cut off from a program that only takes them back. */
async function bareStorm(callers: readonly Caller[], seed: number): Promise<{ last: number; kb: number }> {
  const bare = startChild(join(import.meta.dirname, 'limits', 'bare-connections.ts'), [], { node: tellsMemory });
  const { port } = await bare.next<{ port: number }>();
  const before = await memoryOf(bare);
  const crowd = await connectCrowd(`http://127.0.0.1:${port}`, callers, seed);
  const { last } = await cutOff(crowd);
  await setTimeout(SETTLE_MS);
  const { resident } = growth(before, await memoryOf(bare), CLIENTS);
  for (const child of [...crowd, bare]) child.stop();
  return { last, kb: resident };
}
