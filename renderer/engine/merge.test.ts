import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logOf } from '../testing/log-of.ts';
import { cursorOf, include, keptFrom, merge, missingIn, type Ranges, rangesOf } from './merge.ts';

const seqs = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 60 });
const listed = (ranges: Ranges) => ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at));

describe('merging into a channel’s log', () => {
  test('any interleaving, repetition and loss with fetching again ends in the log itself', () => {
    const log = logOf(60);
    const frames = fc.array(
      fc.record({ from: fc.integer({ min: 0, max: 59 }), size: fc.integer({ min: 1, max: 20 }), lost: fc.boolean() }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(frames, fc.boolean(), (parts, shuffled) => {
        let known: Ranges = [];
        const held = new Map<number, unknown>();
        const take = (events: typeof log) => {
          const merged = merge(known, shuffled ? events.toReversed() : events);
          known = merged.known;
          for (const event of merged.fresh) {
            expect(held.has(event.seq)).toBe(false);
            held.set(event.seq, event);
          }
          expect(merged.fresh.map(({ seq }) => seq)).toEqual(merged.fresh.map(({ seq }) => seq).sort((a, b) => a - b));
        };
        for (const { from, size, lost } of parts) if (!lost) take(log.slice(from, from + size));
        // What is missing is fetched page by page, the newest first, and every page twice.
        for (let gap = missingIn(known, 1, 60).at(-1); gap; gap = missingIn(known, 1, 60).at(-1)) {
          const page = log.slice(Math.max(gap.from - 1, gap.to - 7), gap.to);
          take(page);
          take(page);
        }
        expect(known).toEqual([{ from: 1, to: 60 }]);
        expect([...held.keys()].sort((a, b) => a - b).map((seq) => held.get(seq))).toEqual(log);
      }),
    );
  });

  test('ranges hold what was included, are in order, and never touch', () => {
    fc.assert(
      fc.property(seqs, (list) => {
        const ranges = list.reduce<Ranges>((all, seq) => include(all, { from: seq, to: seq }), []);
        const wanted = [...new Set(list)].sort((a, b) => a - b);
        expect(listed(ranges)).toEqual(wanted);
        expect(ranges).toEqual(rangesOf(wanted));
        for (const [at, range] of ranges.entries()) expect(range.from).toBeGreaterThan((ranges[at - 1]?.to ?? -1) + 1);
      }),
    );
  });

  test('what is held and what is missing make up the whole', () => {
    fc.assert(
      fc.property(seqs, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }), (list, from, length) => {
        const ranges = rangesOf([...new Set(list)].sort((a, b) => a - b));
        const to = from + length;
        const missing = listed(missingIn(ranges, from, to));
        const held = listed(ranges).filter((seq) => seq >= from && seq <= to);
        expect([...missing, ...held].sort((a, b) => a - b)).toEqual(Array.from({ length: length + 1 }, (_, at) => from + at));
      }),
    );
  });

  test('an island of older history is no part of what is kept without gaps', () => {
    const known = rangesOf([3, 4, 5, 20, 21, 22, 30]);
    expect(cursorOf(known, 21)).toBe(22);
    expect(keptFrom(known, 21)).toBe(20);
    expect(missingIn(known, keptFrom(known, 21), 31)).toEqual([
      { from: 23, to: 29 },
      { from: 31, to: 31 },
    ]);
  });

  test('what is kept and not held yet begins at the base', () => {
    expect(cursorOf([], 1)).toBe(0);
    expect(keptFrom([], 41)).toBe(41);
    expect(cursorOf(rangesOf([50, 51]), 41)).toBe(40);
    expect(missingIn(rangesOf([50, 51]), keptFrom(rangesOf([50, 51]), 41), 51)).toEqual([{ from: 41, to: 49 }]);
  });
});
