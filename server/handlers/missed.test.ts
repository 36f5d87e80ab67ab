import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SYNC_CATCH_UP, SYNC_TAIL } from '../../shared/protocol.ts';
import { planMissed } from './missed.ts';

const seq = fc.integer({ min: 0, max: 5_000 });

describe('what a client missed', () => {
  it('is sent or told, without a hole between cursor, gap, events and head', () => {
    fc.assert(
      fc.property(seq, seq, (cursor, head) => {
        const plan = planMissed(cursor, head);
        expect(plan === null).toBe(cursor >= head);
        if (!plan) return;
        expect(plan.after + plan.count).toBe(head);
        expect(plan.count).toBeLessThanOrEqual(SYNC_CATCH_UP);
        if (plan.gap) {
          expect(plan.gap).toEqual({ from: cursor + 1, to: plan.after });
          expect(plan.count).toBe(SYNC_TAIL);
          expect(head - cursor).toBeGreaterThan(SYNC_CATCH_UP);
        } else if (cursor > 0) expect(plan.after).toBe(cursor);
        else expect(plan.count).toBe(Math.min(head, SYNC_TAIL));
      }),
    );
  });
});
