/**
 * What is held of one channel's log, as ranges of seq, and what an incoming handful of events adds to it. Order is by seq
 * alone; doubles and repeats change nothing; so any interleaving of live frames, sync answers and history pages ends in
 * the same log.
 */
import type { ChannelEvent } from '../../shared/events.ts';

/** Both ends inclusive. */
export type Range = { readonly from: number; readonly to: number };
/** In order, disjoint, and with at least one missing seq between two neighbours. */
export type Ranges = readonly Range[];

/** The ranges with one more included. */
export function include(ranges: Ranges, range: Range): Ranges {
  const before = ranges.filter((each) => each.to < range.from - 1);
  const after = ranges.filter((each) => each.from > range.to + 1);
  const touching = ranges.slice(before.length, ranges.length - after.length);
  const from = Math.min(range.from, touching[0]?.from ?? range.from);
  const to = Math.max(range.to, touching.at(-1)?.to ?? range.to);
  return [...before, { from, to }, ...after];
}

/** The range that holds a seq. */
export function rangeAt(ranges: Ranges, seq: number): Range | undefined {
  return ranges.findLast((range) => range.from <= seq && seq <= range.to);
}

/** What is not held between two seqs, both inclusive. */
export function missingIn(ranges: Ranges, from: number, to: number): Range[] {
  const gaps: Range[] = [];
  let next = from;
  for (const range of ranges) {
    if (range.to < next) continue;
    if (range.from > to) break;
    if (range.from > next) gaps.push({ from: next, to: range.from - 1 });
    next = range.to + 1;
  }
  if (next <= to) gaps.push({ from: next, to });
  return gaps;
}

/** The ranges that a list of seqs, in ascending order, makes up. */
export function rangesOf(seqs: Iterable<number>): Ranges {
  const ranges: { from: number; to: number }[] = [];
  for (const seq of seqs) {
    const last = ranges.at(-1);
    if (last && seq <= last.to + 1) last.to = Math.max(last.to, seq);
    else ranges.push({ from: seq, to: seq });
  }
  return ranges;
}

export type Merged = {
  /** What is held now. */
  known: Ranges;
  /** What was not held before, in order of seq, each once. */
  fresh: ChannelEvent[];
};

/** Includes incoming events, in whatever order and however often they come. */
export function merge(known: Ranges, incoming: readonly ChannelEvent[]): Merged {
  const bySeq = new Map<number, ChannelEvent>();
  for (const event of incoming) if (!rangeAt(known, event.seq)) bySeq.set(event.seq, event);
  const fresh = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  let ranges = known;
  for (const range of rangesOf(fresh.map((event) => event.seq))) ranges = include(ranges, range);
  return { known: ranges, fresh };
}

/**
 * Where the part begins that is kept without gaps, up to the newest: `base` is a seq inside it, held or not yet. What lies
 * before it is older history, loaded when someone looks; islands there are no gaps.
 */
export function keptFrom(known: Ranges, base: number): number {
  return rangeAt(known, base)?.from ?? base;
}

/** The last seq that is held without a gap since the base: the cursor that `sync` is asked with. */
export function cursorOf(known: Ranges, base: number): number {
  return rangeAt(known, base)?.to ?? base - 1;
}
