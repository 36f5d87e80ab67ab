/** The limit of `fanout` and `nodes`: programs that only move frames (limits/bare-fanout.ts), to the same receivers. */
import { join } from 'node:path';
import { startChild } from '../harness/child.ts';
import type { BareDone, BareOrder } from '../limits/bare-fanout.ts';
import { arrival, connectReceivers, SOCKETS, type Step } from './fan-out.ts';
import type { Received } from './receivers.ts';

export type Bare = {
  /** The same frames, as many and as large; at once as many as there are rooms, each in a write of its own or `together`. */
  like(step: Step, how: { rooms: number; together?: boolean }, seconds: number): Promise<Limit>;
  stop(): void;
};

export type Limit = { deliveriesPerSecond: number; perCpuSecond: number; cpuShare: number; p50: number; p99: number };

/** Starts so many of them, with the sockets spread evenly. */
export async function startBare(programs: number): Promise<Bare> {
  const bares = Array.from({ length: programs }, () => startChild(join(import.meta.dirname, '..', 'limits', 'bare-fanout.ts')));
  const ports = await Promise.all(bares.map((bare) => bare.next<{ port: number }>()));
  const receivers = await connectReceivers(
    ports.map(({ port }) => `http://127.0.0.1:${port}`),
    [''],
  );
  return {
    like: async ({ framesPerSecond, frameBytes, perFrame }, { rooms, together = false }, seconds) => {
      const messages = Math.max(1, Math.round(perFrame));
      await receivers.ask<Received>({ measure: true });
      const perSecond = framesPerSecond / SOCKETS / rooms;
      const order: BareOrder = { perSecond, rooms, together, frameBytes, messages, seconds };
      const told = sum(await Promise.all(bares.map((bare) => bare.ask<BareDone>(order))));
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
      for (const bare of bares) bare.stop();
    },
  };
}

/** What all did, in the time of the slowest. */
function sum(done: readonly BareDone[]): BareDone {
  return done.reduce((all, each) => ({
    frames: all.frames + each.frames,
    seconds: Math.max(all.seconds, each.seconds),
    cpuSeconds: all.cpuSeconds + each.cpuSeconds,
  }));
}
