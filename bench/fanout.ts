/** How many messages one node delivers, and how late: 1,000 sockets in all channels, messages through the real `send`. */
import { realTexts } from './harness/conversation.ts';
import type { Bench, Figure } from './harness/report.ts';
import { startServer } from './harness/server.ts';
import { startBare } from './load/bare.ts';
import { CHANNELS, connectLoad, PEOPLE, SOCKETS, type Step, WARM_UP_SECONDS } from './load/fan-out.ts';

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
    await load.step(QUIET_RATE, WARM_UP_SECONDS);
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
    const bare = await startBare(1);
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
