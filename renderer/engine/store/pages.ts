/**
 * The local store is the log's own pages: page p of a channel holds the seqs p×128+1 … (p+1)×128, sealed as one blob once
 * all of them are there. What is not part of a full page yet is a row of its own in the tail.
 *
 *     seq   1 ……… 128 │ 129 ……… 256 │ 257 258 259
 *           page 0    │ page 1      │ tail rows
 */
import { ChannelEvent } from '../../../shared/events.ts';
import { z } from '../../../shared/schema.ts';
import type { Range } from '../merge.ts';

export const PAGE = 128;

/** The first seq of the page that a seq belongs to. */
export const pageOf = (seq: number): number => Math.floor((seq - 1) / PAGE) * PAGE + 1;

/** All seqs of the page that begins at `first`. */
export const pageRange = (first: number): Range => ({ from: first, to: first + PAGE - 1 });

/** Where encryption goes: bytes in, bytes out. It is awaited before a transaction opens, never inside one. */
export interface Sealer {
  seal(bytes: Uint8Array): Promise<Uint8Array>;
  /** Rejects if the bytes are not what was sealed. */
  open(bytes: Uint8Array): Promise<Uint8Array>;
}

export const plain: Sealer = {
  seal: (bytes) => Promise.resolve(bytes),
  open: (bytes) => Promise.resolve(bytes),
};

/** What the store holds cannot be read: it is thrown away and built anew from the server. */
export class StoreCorrupt extends Error {
  constructor(what: string, cause?: unknown) {
    super(`The local history cannot be read: ${what}`, { cause });
    this.name = 'StoreCorrupt';
  }
}

const Events = z.array(ChannelEvent);

export async function sealEvents(sealer: Sealer, events: readonly ChannelEvent[]): Promise<Uint8Array> {
  return sealer.seal(new TextEncoder().encode(JSON.stringify(events)));
}

/** The events of a blob, checked. Throws `StoreCorrupt` if they are not the seqs of `range`, in order, all of them. */
export async function openEvents(sealer: Sealer, bytes: Uint8Array, range: Range): Promise<ChannelEvent[]> {
  const where = `events ${range.from} to ${range.to}`;
  let events: ChannelEvent[];
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await sealer.open(bytes));
    events = Events.parse(JSON.parse(text));
  } catch (error) {
    throw new StoreCorrupt(where, error);
  }
  const whole = events.length === range.to - range.from + 1 && events.every((event, at) => event.seq === range.from + at);
  if (!whole) throw new StoreCorrupt(where);
  return events;
}
