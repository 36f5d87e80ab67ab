import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rangesOf } from './merge.ts';
import { follow, PATIENCE, RESET_EVENTS } from './timeline-state.ts';

describe('an open timeline', () => {
  test('appends what joins it, and nothing else', () => {
    const known = rangesOf([1, 2, 3, 4, 5]);
    expect(follow({ from: 1, to: 3, follows: true }, known, 1)).toEqual({ type: 'append', from: 4, to: 5 });
    expect(follow({ from: 1, to: 5, follows: true }, known, 1)).toEqual({ type: 'still' });
  });

  test('waits for a few that are missing, and begins anew when many are', () => {
    expect(follow({ from: 1, to: 3, follows: true }, rangesOf([1, 2, 3, 6, 7]), 1)).toEqual({ type: 'wait' });
    const far = 3 + PATIENCE + 2;
    expect(
      follow(
        { from: 1, to: 3, follows: true },
        [
          { from: 1, to: 3 },
          { from: far, to: far + 1000 },
        ],
        1,
      ),
    ).toEqual({
      type: 'reset',
      from: far + 1000 - RESET_EVENTS + 1,
      to: far + 1000,
    });
  });

  test('opened around an older message, it stands still', () => {
    expect(follow({ from: 1, to: 3, follows: false }, rangesOf([1, 2, 3, 4]), 1)).toEqual({ type: 'still' });
  });

  test('of an empty channel, or of a history that was built anew, begins with what there is', () => {
    expect(follow({ from: 1, to: 0, follows: true }, [], 1)).toEqual({ type: 'still' });
    expect(follow({ from: 1, to: 0, follows: true }, rangesOf([1, 2]), 1)).toEqual({ type: 'reset', from: 1, to: 2 });
    expect(follow({ from: 40, to: 90, follows: true }, rangesOf([200, 201]), 200)).toEqual({ type: 'reset', from: 200, to: 201 });
  });

  test('that is empty waits for the first events, but not for those that nobody fetches', () => {
    expect(follow({ from: 1, to: 0, follows: true }, rangesOf([11, 12]), 1)).toEqual({ type: 'wait' });
    expect(follow({ from: 1, to: 0, follows: true }, rangesOf([11, 12]), 11)).toEqual({ type: 'reset', from: 11, to: 12 });
    expect(follow({ from: 1, to: 3, follows: true }, rangesOf([1, 2, 3, 11, 12]), 11)).toMatchObject({ type: 'reset' });
  });

  test('is contiguous and within what is held after any growth, and reaches the newest once nothing is missing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 80 }), { minLength: 1 }), (arrivals) => {
        const held = new Set<number>();
        const timeline = { from: 1, to: 0, follows: true };
        const shown: number[] = [];
        for (const seq of [...arrivals, ...Array.from({ length: 80 }, (_, at) => at + 1)]) {
          held.add(seq);
          const known = rangesOf([...held].sort((a, b) => a - b));
          const next = follow(timeline, known, 1);
          if (next.type === 'append' || next.type === 'reset') {
            if (next.type === 'reset') shown.length = 0;
            for (let each = next.from; each <= next.to; each += 1) shown.push(each);
            timeline.to = next.to;
          }
          const first = shown[0] ?? 0;
          expect(shown.every((each, at) => held.has(each) && each === first + at)).toBe(true);
        }
        expect(shown.at(-1)).toBe(80);
      }),
    );
  });
});
