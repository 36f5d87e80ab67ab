/** The channels' logs as far as they are here: which seqs are held, the newest events in memory, the rest in the store. */
import type { ChannelEvent } from '../../shared/events.ts';
import type { ChannelId } from '../../shared/model.ts';
import { merge, missingIn, type Ranges } from './merge.ts';
import type { History } from './store/history.ts';
import type { Writer } from './writer.ts';

/** Newest events per channel that stay in memory. */
const CACHED = 400;

export interface Logs {
  known(channel: ChannelId): Ranges;
  /** Includes events; returns those that were not held before, in order. */
  add(channel: ChannelId, events: readonly ChannelEvent[]): ChannelEvent[];
  /** The held events of a range, in order. Rejects with `StoreCorrupt`. */
  read(channel: ChannelId, from: number, to: number): Promise<ChannelEvent[]>;
  /** One event, if it is in memory. */
  peek(channel: ChannelId, seq: number): ChannelEvent | undefined;
  /** The newest events in memory, in no order. */
  recent(channel: ChannelId): Iterable<ChannelEvent>;
  forget(channel: ChannelId): void;
}

export function createLogs(history: History, writer: Writer, held: ReadonlyMap<ChannelId, Ranges>): Logs {
  const known = new Map(held);
  const cache = new Map<ChannelId, Map<number, ChannelEvent>>();

  function remember(channel: ChannelId, events: readonly ChannelEvent[]): void {
    const cached = cache.get(channel) ?? new Map<number, ChannelEvent>();
    cache.set(channel, cached);
    for (const event of events) cached.set(event.seq, event);
    if (cached.size <= CACHED * 1.5) return;
    const kept = [...cached.values()].sort((a, b) => a.seq - b.seq).slice(-CACHED);
    cache.set(channel, new Map(kept.map((event) => [event.seq, event])));
  }

  return {
    known: (channel) => known.get(channel) ?? [],
    add(channel, events) {
      const merged = merge(known.get(channel) ?? [], events);
      if (merged.fresh.length === 0) return [];
      known.set(channel, merged.known);
      remember(channel, merged.fresh);
      writer.events(channel, merged.fresh);
      return merged.fresh;
    },
    async read(channel, from, to) {
      const found = new Map<number, ChannelEvent>();
      const cached = cache.get(channel);
      for (const event of writer.unwritten(channel, from, to)) found.set(event.seq, event);
      for (let seq = from; cached && seq <= to; seq += 1) {
        const event = cached.get(seq);
        if (event) found.set(seq, event);
      }
      const wanted = (known.get(channel) ?? []).reduce(
        (sum, range) => sum + Math.max(0, Math.min(range.to, to) - Math.max(range.from, from) + 1),
        0,
      );
      if (found.size < wanted) {
        const have = merge([], [...found.values()]).known;
        for (const gap of missingIn(have, from, to)) {
          const stored = await history.read(channel, gap.from, gap.to);
          for (const event of stored) found.set(event.seq, event);
        }
        // What was written while the store was read is in neither place at the time each was looked at.
        for (const event of writer.unwritten(channel, from, to)) found.set(event.seq, event);
        const newest = known.get(channel)?.at(-1)?.to ?? 0;
        if (to > newest - CACHED) remember(channel, [...found.values()]);
      }
      return [...found.values()].sort((a, b) => a.seq - b.seq);
    },
    peek: (channel, seq) => cache.get(channel)?.get(seq),
    recent: (channel) => cache.get(channel)?.values() ?? [],
    forget(channel) {
      known.delete(channel);
      cache.delete(channel);
      writer.gone(channel);
    },
  };
}
