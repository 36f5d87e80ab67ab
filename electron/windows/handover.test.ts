import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handover } from './handover.ts';

test('A7 windows become others, missing ones are opened, the rest are spare', () => {
  expect(handover(['w1', 'w2'], ['a', 'b', 'c'], new Map())).toEqual({
    become: new Map([
      ['a', 'w1'],
      ['b', 'w2'],
    ]),
    missing: ['c'],
    spare: [],
  });
  expect(handover(['w1', 'w2'], ['a'], new Map())).toEqual({ become: new Map([['a', 'w1']]), missing: [], spare: ['w2'] });
});

test('A7 a window gets the name again that it had, also before others that come first', () => {
  const had = new Map([['b', 'w1']]);
  expect([...handover(['w1', 'w2'], ['a', 'b'], had).become]).toEqual([
    ['a', 'w2'],
    ['b', 'w1'],
  ]);
});

test('A7 no window is lost, none has two names, no name has two windows, and none is opened while one is spare', () => {
  const some = (prefix: string) => fc.uniqueArray(fc.nat(9), { maxLength: 8 }).map((all) => all.map((at) => `${prefix}${at}`));
  let again = 0;
  fc.assert(
    fc.property(some('w'), some('n'), fc.array(fc.tuple(fc.nat(9), fc.nat(9))), (held, wanted, past) => {
      const had = new Map(past.map(([name, window]) => [`n${name}`, `w${window}`]));
      const { become, missing, spare } = handover(held, wanted, had);
      const used = [...become.values()];
      expect(new Set([...used, ...spare])).toEqual(new Set(held));
      expect(used.length + spare.length).toBe(held.length);
      expect([...[...become.keys()], ...missing].toSorted()).toEqual(wanted.toSorted());
      expect(missing.length === 0 || spare.length === 0).toBe(true);
      // In their order, so that what is saved is what was asked for.
      expect([...become.keys()]).toEqual(wanted.filter((name) => become.has(name)));
      for (const [name, window] of had) {
        const rivals = wanted.filter((other) => had.get(other) === window);
        if (!held.includes(window) || rivals.length !== 1 || rivals[0] !== name) continue;
        expect(become.get(name)).toBe(window);
        again += 1;
      }
    }),
    { numRuns: 1_000 },
  );
  expect(again).toBeGreaterThan(300);
});
