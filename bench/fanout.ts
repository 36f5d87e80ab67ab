/** How many messages one node delivers, and how late: 1,000 sockets in all channels, messages through the real `send`. */
import { join } from 'node:path';
import { startChild } from './harness/child.ts';
import { realTexts } from './harness/conversation.ts';
import { cpuSeconds } from './harness/cpu.ts';
import type { Bench, Figure } from './harness/report.ts';
import { startServer } from './harness/server.ts';
import type { Received } from './load/receivers.ts';
import { connectSenders } from './load/senders.ts';

const SOCKETS = 1000;
const CHANNELS = 4;
const PEOPLE = 50;
/** The rates tried, in messages a second: 50,000 deliveries/s first, then upwards until it is late. */
const QUIET_RATE = 50;
const RATES = [200, 300, 400, 500];
const LATE_MS = 150;

type Step = {
  deliveriesPerSecond: number;
  p99: number;
  perCpuSecond: number;
  framesPerSecond: number;
  frameBytes: number;
  perFrame: number;
};

export const bench: Bench = {
  what: `one node, ${SOCKETS} sockets in all of ${CHANNELS} channels, messages through the real send`,
  goal: '≥ 300,000 deliveries/s at ≤ 150 ms; ≤ 30 ms at 50,000/s; ≥ 0.7 of the limit per CPU second',

  async run({ seconds, data, say }): Promise<Figure[]> {
    const server = await startServer({ people: PEOPLE, channels: CHANNELS });
    const receivers = startChild(join(import.meta.dirname, 'load', 'receivers.ts'));
    const tokens = await server.tokens(PEOPLE);
    say(`connecting ${SOCKETS} sockets`);
    await receivers.ask({ connect: { url: server.url, tokens, count: SOCKETS } });
    const senders = await connectSenders(server.url, tokens.slice(0, 20), realTexts(data));

    const step = async (perSecond: number): Promise<Step> => {
      await receivers.ask<Received>({ measure: true });
      const cpu = cpuSeconds(server.pid);
      const { took, refused, seconds: took_s } = await senders.send(perSecond, seconds);
      // What was acknowledged last is on its way still: a moment for it to arrive.
      await new Promise((resolve) => setTimeout(resolve, 500));
      const used = cpuSeconds(server.pid) - cpu;
      const got = await receivers.ask<Received>({ measure: true });
      if (refused > 0) throw new Error(`${refused} of ${took.length} messages were refused.`);
      const expected = took.length * SOCKETS;
      if (got.messages !== expected) throw new Error(`${got.messages} of ${expected} deliveries arrived.`);
      say(
        `${perSecond} msg/s: ${Math.round(got.messages / took_s)} deliveries/s, p50 ${got.p50} ms, p99 ${got.p99} ms, CPU ${(used / took_s).toFixed(2)}`,
      );
      return {
        deliveriesPerSecond: got.messages / took_s,
        p99: got.p99,
        perCpuSecond: got.messages / used,
        framesPerSecond: got.frames / took_s,
        frameBytes: Math.round(got.bytes / got.frames),
        perFrame: got.messages / got.frames,
      };
    };

    const quiet = await step(QUIET_RATE);
    let best: Step | undefined;
    for (const rate of RATES) {
      const next = await step(rate);
      if (!best || (next.p99 <= LATE_MS && next.deliveriesPerSecond > best.deliveriesPerSecond)) best = next;
      if (next.p99 > LATE_MS) break;
    }
    senders.close();
    receivers.stop();
    await server.stop();
    if (!best) throw new Error('No rate was measured.');
    const limit = await bareFanout(best, seconds);
    say(`limit: ${Math.round(limit.deliveriesPerSecond)} deliveries/s, CPU ${limit.cpuShare.toFixed(2)}`);
    return [
      { name: 'deliveries_per_s', value: best.deliveriesPerSecond, unit: '1/s' },
      { name: 'p99_ms', value: best.p99, unit: 'ms' },
      { name: 'p99_ms_at_50k', value: quiet.p99, unit: 'ms' },
      { name: 'deliveries_per_cpu_s', value: best.perCpuSecond, unit: '1/s', limit: limit.perCpuSecond },
    ];
  },
};

/** The same frames, as many and as large, by a program that only moves them. */
async function bareFanout(
  like: Step,
  seconds: number,
): Promise<{ deliveriesPerSecond: number; perCpuSecond: number; cpuShare: number }> {
  const bare = startChild(join(import.meta.dirname, 'limits', 'bare-fanout.ts'));
  const { port } = await bare.next<{ port: number }>();
  const listeners = startChild(join(import.meta.dirname, 'limits', 'bare-listeners.ts'), [String(port), String(SOCKETS)]);
  await listeners.next();
  const ticksPerSecond = like.framesPerSecond / SOCKETS / CHANNELS;
  const told = await bare.ask<{ frames: number; seconds: number; cpuSeconds: number }>({
    rooms: CHANNELS,
    tickMs: 1000 / ticksPerSecond,
    frameBytes: like.frameBytes,
    seconds,
  });
  bare.stop();
  listeners.stop();
  const messages = told.frames * like.perFrame;
  return {
    deliveriesPerSecond: messages / told.seconds,
    perCpuSecond: messages / told.cpuSeconds,
    cpuShare: told.cpuSeconds / told.seconds,
  };
}
