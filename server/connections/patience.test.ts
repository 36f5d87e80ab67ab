import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BucketSize, fullBucket, take } from './bucket.ts';
import { Patience } from './patience.ts';

const size: fc.Arbitrary<BucketSize> = fc.record({
  burst: fc.integer({ min: 1, max: 50 }),
  perSecond: fc.integer({ min: 1, max: 200 }),
});

describe('a token bucket', () => {
  it('never gives more than its burst and what it earned since', () => {
    fc.assert(
      fc.property(size, fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }), (limits, waits) => {
        const bucket = fullBucket(limits, 0);
        let now = 0;
        let given = 0;
        for (const wait of waits) {
          now += wait;
          if (take(bucket, limits, now) === 0) given += 1;
        }
        expect(given).toBeLessThanOrEqual(limits.burst + (now * limits.perSecond) / 1000 + 1e-6);
      }),
    );
  });

  it('gives again after the time that it tells', () => {
    fc.assert(
      fc.property(size, (limits) => {
        const bucket = fullBucket(limits, 0);
        for (let taken = 0; taken < limits.burst; taken++) expect(take(bucket, limits, 0)).toBe(0);
        const wait = take(bucket, limits, 0);
        expect(wait).toBeGreaterThan(0);
        expect(take(bucket, limits, wait)).toBe(0);
      }),
    );
  });
});

describe('patience with a connection', () => {
  it('lets it go on after a burst that it waited out, and ends with one that does not wait', () => {
    const patience = new Patience({ burst: 2, perSecond: 10, refusals: 5 });
    const calm = { bucket: fullBucket(patience.limits, 0) };
    for (let now = 0; now < 20_000; now += 100) expect(patience.judge(calm, 'send', now).verdict).not.toBe('end');
    const flooding = { bucket: fullBucket(patience.limits, 0) };
    const verdicts = Array.from({ length: 10 }, () => patience.judge(flooding, 'send', 0).verdict);
    expect(verdicts).toEqual(['go', 'go', 'wait', 'wait', 'wait', 'wait', 'end', 'end', 'end', 'end']);
  });

  it('counts what is more work for more', () => {
    const patience = new Patience({ burst: 20, perSecond: 10, refusals: 5 });
    const asking = { bucket: fullBucket(patience.limits, 0) };
    const verdicts = ['sync', 'sync', 'send'].map((call) => patience.judge(asking, call, 0).verdict);
    expect(verdicts).toEqual(['go', 'go', 'wait']);
  });
});
