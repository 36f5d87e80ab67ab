import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PersonId } from '../../shared/model.ts';
import { Allowances } from './allowances.ts';
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

const somebody = PersonId.parse('00000000-0000-4000-8000-000000000001');
const boundless = () => new Allowances<PersonId>({ burst: 1e9, perSecond: 1e9 });

describe('patience with a connection', () => {
  it('lets it go on after a burst that it waited out, and ends with one that does not wait', () => {
    const limit = { burst: 2, perSecond: 10, refusals: 5 };
    const patience = new Patience(limit, boundless());
    const calm = { bucket: fullBucket(limit, 0), person: somebody };
    for (let now = 0; now < 20_000; now += 100) expect(patience.judge(calm, 'send', now).verdict).not.toBe('end');
    const flooding = { bucket: fullBucket(limit, 0), person: somebody };
    const verdicts = Array.from({ length: 10 }, () => patience.judge(flooding, 'send', 0).verdict);
    expect(verdicts).toEqual(['go', 'go', 'wait', 'wait', 'wait', 'wait', 'end', 'end', 'end', 'end']);
  });

  it('counts what is more work for more', () => {
    const limit = { burst: 20, perSecond: 10, refusals: 5 };
    const patience = new Patience(limit, boundless());
    const asking = { bucket: fullBucket(limit, 0), person: somebody };
    const verdicts = ['sync', 'sync', 'send'].map((call) => patience.judge(asking, call, 0).verdict);
    expect(verdicts).toEqual(['go', 'go', 'wait']);
  });

  it('has no more of it for a person with many connections', () => {
    const limit = { burst: 10, perSecond: 10, refusals: 50 };
    const patience = new Patience(limit, new Allowances({ burst: 15, perSecond: 10 }));
    const [one, other] = [1, 2].map(() => ({ bucket: fullBucket(limit, 0), person: somebody }));
    const taken = [one, other].flatMap((each) =>
      each ? Array.from({ length: 10 }, () => patience.judge(each, 'send', 0).verdict) : [],
    );
    expect(taken.filter((verdict) => verdict === 'go')).toHaveLength(15);
  });
});
