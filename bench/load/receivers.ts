/**
 * Many raw clients in a process of their own, so that receiving does not share a thread with the server or the senders. Told on
 * stdin, one JSON a line: `{ "connect": { url, callers, count } }`, `{ "measure": true }` (begins a new measurement and tells the
 * last one). Every 20th client reads its frames for the time from commit to receipt; all of them count.
 */
import { createInterface } from 'node:readline';
import { percentile } from '../harness/statistics.ts';
import type { Caller } from './callers.ts';
import { connectRaw, type RawClient } from './raw-client.ts';

/** Callers connect in turn, again from the first when there are fewer than `count`. */
export type ReceiverOrder = { connect: { url: string; callers: Caller[]; count: number } } | { measure: true };
export type Received = {
  messages: number;
  frames: number;
  bytes: number;
  p50: number;
  p99: number;
  samples: number;
  /** Connections that are open. */
  open: number;
};

const clients: RawClient[] = [];
let latencies: number[] = [];
let before = { messages: 0, frames: 0, bytes: 0 };

/** The sender wrote the time into the text: "… @1732262400123" (ms). */
function sample(json: string, at: number): void {
  for (const match of json.matchAll(/ @(\d{13})"/g)) latencies.push(at - Number(match[1]));
}

function totals(): { messages: number; frames: number; bytes: number } {
  const sum = { messages: 0, frames: 0, bytes: 0 };
  for (const client of clients) {
    sum.messages += client.messages;
    sum.frames += client.frames;
    sum.bytes += client.bytes;
  }
  return sum;
}

async function connectAll({ url, callers, count }: { url: string; callers: Caller[]; count: number }): Promise<void> {
  const together = 50;
  for (let first = 0; first < count; first += together) {
    const batch = Array.from({ length: Math.min(together, count - first) }, (_, index) => {
      const number = first + index;
      const caller = callers[number % callers.length] ?? { token: '' };
      return connectRaw(url, { ...caller, onEvents: number % 20 === 0 ? sample : undefined });
    });
    clients.push(...(await Promise.all(batch)));
  }
}

createInterface({ input: process.stdin }).on('line', async (line) => {
  const order = JSON.parse(line) as ReceiverOrder;
  if ('connect' in order) {
    await connectAll(order.connect);
    process.stdout.write(`${JSON.stringify({ connected: clients.length })}\n`);
    return;
  }
  const now = totals();
  const received: Received = {
    messages: now.messages - before.messages,
    frames: now.frames - before.frames,
    bytes: now.bytes - before.bytes,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    samples: latencies.length,
    open: clients.filter((client) => client.open).length,
  };
  before = now;
  latencies = [];
  process.stdout.write(`${JSON.stringify(received)}\n`);
});
