/** What connections cost while nothing is said: 10,000 people, each of them in channels of their own choice, signed in and synced. */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type LineChild, startChild } from './harness/child.ts';
import { cpuSeconds } from './harness/cpu.ts';
import { growth, memoryOf, tellsMemory } from './harness/memory.ts';
import type { Bench } from './harness/report.ts';
import type { Caller } from './load/callers.ts';
import { holdInParts, openCrowd } from './load/crowd.ts';
import type { Received, ReceiverOrder } from './load/receivers.ts';

const CONNECTIONS = 10_000;
const CAST = { people: CONNECTIONS + 1, channels: 100, each: 10 };
/** Two periods of what is said to each client while nothing is said. */
const LEAST_SECONDS = 40;
const SETTLE_MS = 5_000;
/** About as long as the heads of ten channels. */
const HEADS_BYTES = 900;

export const bench: Bench = {
  what: `${CONNECTIONS} connections, nothing said; each of another person, in ${CAST.each} of ${CAST.channels} channels`,
  goal: '< 0.05 of a core, ≤ 60 KB a connection',

  async run({ seconds, data, say }) {
    const { server, talk, callers } = await openCrowd(CAST, { data, say });
    talk.close();
    const bare = startChild(join(import.meta.dirname, 'limits', 'bare-connections.ts'), [String(HEADS_BYTES)], {
      node: tellsMemory,
    });
    const { port } = await bare.next<{ port: number }>();
    const before = { product: await server.memory(), limit: await memoryOf(bare) };

    say('connecting');
    const began = performance.now();
    const holders = await holdAll(server.url, callers);
    say(`all connected after ${((performance.now() - began) / 1000).toFixed(1)} s`);
    holders.push(...(await holdAll(`http://127.0.0.1:${port}`, callers)));
    await setTimeout(SETTLE_MS);

    const span = Math.max(LEAST_SECONDS, seconds);
    const pids = [server.pid, bare.pid] as const;
    const used = pids.map(cpuSeconds);
    await setTimeout(span * 1000);
    const [product = 0, limit = 0] = pids.map((pid, index) => (cpuSeconds(pid) - (used[index] ?? 0)) / span);

    const open = await Promise.all(holders.map((holder) => holder.ask<Received>({ measure: true })));
    const lost = 2 * CONNECTIONS - open.reduce((sum, received) => sum + received.open, 0);
    if (lost > 0) throw new Error(`${lost} connections were lost while nothing was said.`);
    const each = growth(before.product, await server.memory(), CONNECTIONS);
    const bareEach = growth(before.limit, await memoryOf(bare), CONNECTIONS);
    const kb = (value: number): string => value.toFixed(1);
    say(`of a connection's ${kb(each.resident)} KB, ${kb(each.heap)} are objects and ${kb(each.external)} buffers`);
    say(`of the limit's ${kb(bareEach.resident)} KB, ${kb(bareEach.heap)} are objects and ${kb(bareEach.external)} buffers`);
    for (const child of [...holders, bare]) child.stop();
    await server.stop();
    return [
      { name: 'cpu_share', value: product, unit: 'of a core', limit },
      { name: 'kb_per_connection', value: each.resident, unit: 'KB', limit: bareEach.resident },
    ];
  },
};

/** Connects everyone; resolves with the processes that hold them. */
async function holdAll(url: string, callers: readonly Caller[]): Promise<LineChild[]> {
  const program = join(import.meta.dirname, 'load', 'receivers.ts');
  return await holdInParts<ReceiverOrder>(program, callers, (part) => ({ connect: { url, callers: part, count: part.length } }));
}
