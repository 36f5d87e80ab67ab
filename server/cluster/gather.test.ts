import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatherMs } from './gather.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

test('with time to spare what is told goes within 10 ms', () => {
  expect(gatherMs(0)).toBe(10);
});

test('the busier the thread, the longer it gathers, and never longer than 50 ms', () => {
  fc.assert(
    fc.property(share, share, (one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      expect(gatherMs(less)).toBeLessThanOrEqual(gatherMs(more));
    }),
  );
  // What a clock that jumps makes of a share.
  for (const busy of [1, 1.7, 99]) expect(gatherMs(busy)).toBe(50);
  expect(gatherMs(-0.2)).toBe(10);
});
