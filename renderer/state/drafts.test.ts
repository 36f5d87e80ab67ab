import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_MS, QUIET_MS, saveDelay } from './drafts.ts';

describe('when a draft is handed over', () => {
  it('waits for a quiet moment', () => {
    expect(saveDelay(1000, 1000)).toBe(QUIET_MS);
  });

  it('is never later than half a second after the first key that was not handed over', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: QUIET_MS }), { minLength: 1 }), (pauses) => {
        let now = 0;
        for (const pause of pauses) {
          const due = now + saveDelay(now, 0);
          expect(due).toBeLessThanOrEqual(Math.max(now, MOST_MS));
          if (due <= now + pause) return;
          now += pause;
        }
      }),
    );
    expect(MOST_MS).toBeLessThan(500);
  });
});
