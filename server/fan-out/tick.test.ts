import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averaged, MOST_MS, periodAfter } from './tick.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const ms = fc.double({ min: 0, max: 1_000, noNaN: true });

describe('the tick', () => {
  it('is between twenty and fifty milliseconds, and never shorter for a longer round or a busier thread', () => {
    fc.assert(
      fc.property(ms, share, ms, share, (tookMs, elsewhere, moreMs, more) => {
        const period = periodAfter({ tookMs, elsewhere });
        expect(period).toBeGreaterThanOrEqual(20);
        expect(period).toBeLessThanOrEqual(MOST_MS);
        expect(periodAfter({ tookMs: tookMs + moreMs, elsewhere: elsewhere + more })).toBeGreaterThanOrEqual(period);
      }),
    );
  });

  it('lets fifty messages a second to a thousand sockets go one by one, and three hundred ride together', () => {
    expect(periodAfter({ tookMs: 11, elsewhere: 0.2 })).toBeLessThanOrEqual(20);
    expect(periodAfter({ tookMs: 14, elsewhere: 0.4 })).toBeGreaterThan(40);
  });

  it('goes by what the thread did of late, not by one moment, and forgets it after a pause', () => {
    fc.assert(
      fc.property(share, ms, fc.double({ min: 0.1, max: 10_000, noNaN: true }), (before, busyMs, overMs) => {
        const after = averaged(before, busyMs, overMs);
        expect(after).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(1);
      }),
    );
    expect(averaged(0.2, 10, 10)).toBeLessThan(0.3);
    expect(averaged(0.9, 5, 5_000)).toBeLessThan(0.1);
  });
});
