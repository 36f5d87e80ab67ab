import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Allowances } from './allowances.ts';

const size = { burst: 10, perSecond: 5 };

type Step = { wait: number; key: string; at: 'here' | 'there' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ wait: fc.integer({ min: 0, max: 400 }), key: fc.constantFrom('a', 'b'), at: fc.constantFrom('here', 'there') }),
  { maxLength: 300 },
);

describe('allowances', () => {
  it('give each key its own, and together with another gateway no more than one would, and a burst', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const gateways = { here: new Allowances<string>(size), there: new Allowances<string>(size) };
        const given = new Map<string, number>();
        let now = 0;
        for (const { wait, key, at } of all) {
          now += wait;
          if (gateways[at].take(key, now) === 0) given.set(key, (given.get(key) ?? 0) + 1);
          // Word of it goes round at once: what one gateway gives is given nowhere else.
          for (const [other, cost] of gateways.here.given(0)) gateways.there.givenElsewhere(other, now, cost);
          for (const [other, cost] of gateways.there.given(0)) gateways.here.givenElsewhere(other, now, cost);
        }
        for (const much of given.values()) expect(much).toBeLessThanOrEqual(size.burst + (now * size.perSecond) / 1000 + 1e-6);
      }),
    );
  });

  it('give again after the time that they tell, also out of a debt', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 30 }), (elsewhere, here) => {
        const allowances = new Allowances<string>(size);
        allowances.givenElsewhere('a', 0, elsewhere);
        for (let number = 0; number < here; number++) allowances.take('a', 0);
        const wait = allowances.wait('a', 0);
        expect(wait).toBeLessThanOrEqual(((size.burst + 1) * 1000) / size.perSecond + 1);
        expect(allowances.take('a', wait)).toBe(0);
      }),
    );
  });

  it('tell who was given much, once, and forget whose is full', () => {
    const allowances = new Allowances<string>(size);
    for (let number = 0; number < 3; number++) allowances.take('much', 0);
    allowances.take('little', 0);
    expect(allowances.given(2)).toEqual([['much', 3]]);
    expect(allowances.given(0)).toEqual([]);
    allowances.tidy(300);
    expect(allowances.remembered).toBe(1);
    allowances.tidy(1_000);
    expect(allowances.remembered).toBe(0);
  });
});
