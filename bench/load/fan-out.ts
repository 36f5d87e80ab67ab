/** The load of `fanout` and `nodes`: sockets that are in all channels, and people who send, over one gateway or several. */
import { join } from 'node:path';
import { type LineChild, startChild } from '../harness/child.ts';
import { cpuSeconds } from '../harness/cpu.ts';
import type { Gateway } from '../harness/server.ts';
import type { Received, ReceiverOrder } from './receivers.ts';
import { connectSenders } from './senders.ts';

export const SOCKETS = 1000;
export const CHANNELS = 4;
export const PEOPLE = 50;
/** A server's code is compiled as it is used, by threads of its own, for about this long (s) under load: that is not measured. */
export const WARM_UP_SECONDS = 20;
const SENDERS = 20;

export type Step = {
  deliveriesPerSecond: number;
  p99: number;
  /** By the CPU of all gateways. */
  perCpuSecond: number;
  framesPerSecond: number;
  frameBytes: number;
  perFrame: number;
};

export type FanOutLoad = {
  /** Sends so many messages a second for so long, and waits until all are delivered. */
  step(perSecond: number, seconds: number): Promise<Step>;
  close(): void;
};

/** Connects everyone, spread evenly over the gateways. */
export async function connectLoad(
  gateways: readonly Gateway[],
  { tokens, texts, say }: { tokens: readonly string[]; texts: readonly string[]; say: (line: string) => void },
): Promise<FanOutLoad> {
  say(`connecting ${SOCKETS} sockets`);
  const urls = gateways.map(({ url }) => url);
  const receivers = await connectReceivers(urls, tokens);
  const senders = await connectSenders(urls, tokens.slice(0, SENDERS), texts);
  const cpu = (): number => gateways.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
  return {
    async step(perSecond, seconds) {
      await receivers.ask<Received>({ measure: true });
      const before = cpu();
      const { took, refused, seconds: took_s } = await senders.send(perSecond, seconds);
      await arrival();
      const used = cpu() - before;
      const got = await receivers.ask<Received>({ measure: true });
      if (refused > 0) throw new Error(`${refused} of ${took.length} messages were refused.`);
      const expected = took.length * SOCKETS;
      if (got.messages !== expected) throw new Error(`${got.messages} of ${expected} deliveries arrived.`);
      const rate = Math.round(got.messages / took_s);
      const perFrame = got.messages / got.frames;
      say(
        `${perSecond} msg/s: ${rate} deliveries/s, p50 ${got.p50} ms, p99 ${got.p99} ms, ${perFrame.toFixed(1)} a frame, CPU ${(used / took_s).toFixed(2)}`,
      );
      return {
        deliveriesPerSecond: got.messages / took_s,
        p99: got.p99,
        perCpuSecond: got.messages / used,
        framesPerSecond: got.frames / took_s,
        frameBytes: Math.round(got.bytes / got.frames),
        perFrame,
      };
    },
    close() {
      senders.close();
      receivers.stop();
    },
  };
}

/** The process that holds all sockets, connected to the servers in equal parts. */
export async function connectReceivers(urls: readonly string[], tokens: readonly string[]): Promise<LineChild> {
  const receivers = startChild(join(import.meta.dirname, 'receivers.ts'));
  const callers = tokens.map((token) => ({ token }));
  for (const url of urls) {
    const order: ReceiverOrder = { connect: { url, callers, count: SOCKETS / urls.length } };
    await receivers.ask(order);
  }
  return receivers;
}

/** What was sent last is on its way still: a moment for it to arrive. */
export function arrival(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 500));
}
