import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_MS, nextTick, QUIET_MS } from './tick.ts';

const flush = fc.record({
  frames: fc.integer({ min: 0, max: 1_000_000 }),
  tookMs: fc.double({ min: 0, max: 1_000, noNaN: true }),
});

describe('the tick', () => {
  it('stays between a few milliseconds and fifty', () => {
    fc.assert(
      fc.property(flush, (last) => {
        expect(nextTick(last)).toBeGreaterThanOrEqual(QUIET_MS);
        expect(nextTick(last)).toBeLessThanOrEqual(MOST_MS);
      }),
    );
  });

  it('is short when little is said, and long when a thousand sockets listen to many channels', () => {
    expect(nextTick({ frames: 3, tookMs: 0.1 })).toBe(QUIET_MS);
    expect(nextTick({ frames: 4_000, tookMs: 20 })).toBe(MOST_MS);
  });
});
