/** How many messages one node delivers, and how late: 1,000 sockets in all channels, messages through the real `send`. */
import { join } from 'node:path';
import { startChild } from './harness/child.ts';
import { realTexts } from './harness/conversation.ts';
import type { Bench, Figure } from './harness/report.ts';
import { startServer } from './harness/server.ts';
import type { BareDone, BareOrder } from './limits/bare-fanout.ts';
import { arrival, CHANNELS, connectLoad, connectReceivers, PEOPLE, SOCKETS, type Step } from './load/fan-out.ts';
import type { Received } from './load/receivers.ts';

/** The rates tried, in messages a second: 50,000 deliveries/s first, then upwards until it is late. */
const QUIET_RATE = 50;
const RATES = [200, 300, 400, 500];
const LATE_MS = 150;

export const bench: Bench = {
  what: `one node, ${SOCKETS} sockets in all of ${CHANNELS} channels, messages through the real send`,
  goal: '≥ 300,000 deliveries/s at ≤ 150 ms; ≤ 30 ms at 50,000/s; ≥ 0.7 of the limit per CPU second',

  async run({ seconds, data, say }): Promise<Figure[]> {
    const server = await startServer({ people: PEOPLE, channels: CHANNELS });
    const load = await connectLoad([server], { tokens: await server.tokens(PEOPLE), texts: realTexts(data), say });
    // What is compiled while it runs is not measured.
    await load.step(QUIET_RATE, 3);
    const quiet = await load.step(QUIET_RATE, seconds);
    let best: Step | undefined;
    for (const rate of RATES) {
      const next = await load.step(rate, seconds);
      if (!best || (next.p99 <= LATE_MS && next.deliveriesPerSecond > best.deliveriesPerSecond)) best = next;
      if (next.p99 > LATE_MS) break;
    }
    load.close();
    await server.stop();
    if (!best) throw new Error('No rate was measured.');
    const bare = await startBare();
    const limitQuiet = await bare.like(quiet, { rooms: 1 }, seconds);
    say(`limit: ${QUIET_RATE} msg/s: p50 ${limitQuiet.p50} ms, p99 ${limitQuiet.p99} ms, CPU ${limitQuiet.cpuShare.toFixed(2)}`);
    const limit = await bare.like(best, { rooms: CHANNELS }, seconds);
    say(`limit: ${Math.round(limit.deliveriesPerSecond)} deliveries/s, CPU ${limit.cpuShare.toFixed(2)}`);
    // The product writes a socket's frames together, which the limit as it is defined does not: for comparison, if it did.
    const together = await bare.like(best, { rooms: CHANNELS, together: true }, seconds);
    say(`limit in one write a tick: ${Math.round(together.perCpuSecond)} deliveries per CPU second`);
    bare.stop();
    return [
      { name: 'deliveries_per_s', value: best.deliveriesPerSecond, unit: '1/s' },
      { name: 'p99_ms', value: best.p99, unit: 'ms' },
      { name: 'p99_ms_at_50k', value: quiet.p99, unit: 'ms', limit: limitQuiet.p99 },
      { name: 'deliveries_per_cpu_s', value: best.perCpuSecond, unit: '1/s', limit: limit.perCpuSecond },
    ];
  },
};

type Bare = {
  /** The same frames, as many and as large; at once as many as there are rooms, each in a write of its own or `together`. */
  like(step: Step, how: { rooms: number; together?: boolean }, seconds: number): Promise<Limit>;
  stop(): void;
};

type Limit = { deliveriesPerSecond: number; perCpuSecond: number; cpuShare: number; p50: number; p99: number };

/** A program that only moves frames, to the same receivers. */
async function startBare(): Promise<Bare> {
  const bare = startChild(join(import.meta.dirname, 'limits', 'bare-fanout.ts'));
  const { port } = await bare.next<{ port: number }>();
  const receivers = await connectReceivers([`http://127.0.0.1:${port}`], ['']);
  return {
    like: async ({ framesPerSecond, frameBytes, perFrame }, { rooms, together = false }, seconds) => {
      const messages = Math.max(1, Math.round(perFrame));
      await receivers.ask<Received>({ measure: true });
      const perSecond = framesPerSecond / SOCKETS / rooms;
      const order: BareOrder = { perSecond, rooms, together, frameBytes, messages, seconds };
      const told = await bare.ask<BareDone>(order);
      await arrival();
      const got = await receivers.ask<Received>({ measure: true });
      if (got.frames !== told.frames) throw new Error(`${got.frames} of ${told.frames} bare frames arrived.`);
      const delivered = told.frames * perFrame;
      return {
        deliveriesPerSecond: delivered / told.seconds,
        perCpuSecond: delivered / told.cpuSeconds,
        cpuShare: told.cpuSeconds / told.seconds,
        p50: got.p50,
        p99: got.p99,
      };
    },
    stop: () => {
      receivers.stop();
      bare.stop();
    },
  };
}
