import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

type Step = { push: string } | { take: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ push: fc.constantFrom('a', 'b', 'c', 'd') }) },
    { weight: 1, arbitrary: fc.record({ take: fc.integer({ min: 0, max: 6 }) }) },
  ),
  { maxLength: 200 },
);

/** Does the steps, then takes all that is left; answers what went in and what came out. */
function run(all: readonly Step[]) {
  const turns = new Turns<string, string>();
  const pushed: string[] = [];
  const taken: string[] = [];
  for (const step of all) {
    if ('take' in step) taken.push(...turns.take(step.take));
    else {
      const value = `${step.push}${pushed.length}`;
      turns.push(step.push, value);
      pushed.push(value);
    }
    expect(turns.size).toBe(pushed.length - taken.length);
  }
  taken.push(...turns.take(turns.size));
  return { pushed, taken };
}

describe('turns', () => {
  it('give out everything once, in the order of each key', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { pushed, taken } = run(all);
        expect(taken.toSorted()).toEqual(pushed.toSorted());
        for (const key of ['a', 'b', 'c', 'd']) {
          const of = (values: string[]) => values.filter((value) => value.startsWith(key));
          expect(of(taken)).toEqual(of(pushed));
        }
      }),
    );
  });

  it('let nobody wait for more than one of each other key, however much those have to say', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 20 }), (much, others) => {
        const turns = new Turns<number, number>();
        for (let number = 0; number < much; number++) turns.push(0, 0);
        turns.take(Math.floor(much / 2));
        for (let key = 1; key <= others; key++) turns.push(key, key);
        const first = turns.take(others + 1);
        for (let key = 1; key <= others; key++) expect(first).toContain(key);
      }),
      { numRuns: 30 },
    );
  });

  it('begin each batch where the last one ended', () => {
    const turns = new Turns<string, string>();
    for (const value of ['a1', 'a2', 'b1', 'c1', 'b2']) turns.push(value.charAt(0), value);
    expect(turns.take(2)).toEqual(['a1', 'b1']);
    expect(turns.take(2)).toEqual(['c1', 'a2']);
    expect(turns.take(9)).toEqual(['b2']);
  });
});
