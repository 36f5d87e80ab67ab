import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Desk, MOST_DESKS } from '../../shared/desks.ts';
import { MullionError } from '../../shared/errors.ts';
import { added, besides, currentDesk, type Desks, kept, listed, oneDesk, removed, renamed, turnedTo } from './desks.ts';

const windowsOf = (...names: string[]) => names.map((id) => ({ id, alwaysOnTop: false }));
const first = oneDesk({ windows: windowsOf('main'), places: [] });
const desk = (id: string, name: string, ...names: string[]): Desk => ({ id, name, windows: windowsOf(...names), places: [] });
const names = (all: Desks) => all.desks.map(({ name }) => name);
const codeOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error instanceof MullionError ? error.problem.code : error;
  }
  return null;
};

describe('A7 desks', () => {
  test('a name that another desk has gets a number; a new desk comes last and is not shown by itself', () => {
    let all = added(first, desk('a', 'FX', 'w1'));
    all = added(all, desk('b', 'fx', 'w2'));
    all = added(all, desk('c', 'fx 2', 'w3'));
    expect(names(all)).toEqual([null, 'FX', 'fx 2', 'fx 3']);
    expect(all.current).toBe('main');
  });

  test('a longest name stays one that a desk may have', () => {
    const longest = 'x'.repeat(60);
    const all = added(added(first, desk('a', longest, 'w1')), desk('b', longest, 'w2'));
    expect(names(all)[2]).toHaveLength(58);
  });

  test('a window is on one desk', () => {
    expect(codeOf(() => added(first, desk('a', 'FX', 'main')))).toBe('already-exists');
    expect(codeOf(() => added(first, desk('a', 'FX', 'w', 'w')))).toBe('already-exists');
  });

  test('a desk is not renamed to what another is called; its own name in other letters is its own', () => {
    const all = added(added(first, desk('a', 'FX', 'w1')), desk('b', 'Rates', 'w2'));
    expect(codeOf(() => renamed(all, 'b', 'fx'))).toBe('already-exists');
    expect(names(renamed(all, 'b', 'RATES'))).toEqual([null, 'FX', 'RATES']);
    expect(codeOf(() => renamed(all, 'gone', 'x'))).toBe('not-found');
  });

  test('the last desk stays, and so does the one that is shown', () => {
    expect(codeOf(() => removed(first, 'main'))).toBe('not-allowed');
    const two = added(first, desk('a', 'FX', 'w1'));
    expect(codeOf(() => removed(two, 'main'))).toBe('not-allowed');
    expect(removed(two, 'a')).toEqual(first);
    expect(besides(two, 'main')).toBe('a');
    expect(besides(two, 'a')).toBe('main');
    expect(besides(first, 'main')).toBeNull();
  });

  test('there are not more desks than anybody needs', () => {
    let all = first;
    for (let at = 1; at < MOST_DESKS; at += 1) all = added(all, desk(`d${at}`, `Desk ${at}`, `w${at}`));
    expect(codeOf(() => added(all, desk('more', 'More', 'more')))).toBe('too-large');
  });

  test('whatever is done, one desk is shown, no name is there twice, and no window is lost, doubled or on another desk', () => {
    type Step = { do: 'add' | 'turn' | 'remove' | 'rename' | 'open' | 'close'; at: number };
    const anyStep: fc.Arbitrary<Step> = fc.record({
      do: fc.constantFrom('add', 'turn', 'remove', 'rename', 'open', 'close'),
      at: fc.nat(20),
    });
    let done = 0;
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
        let all = first;
        /** By desk: the windows that it must have. */
        const model = new Map<string, string[]>([['main', ['main']]]);
        let count = 0;
        for (const { do: what, at } of steps) {
          const id = all.desks[at % all.desks.length]?.id ?? '';
          const shown = model.get(all.current) ?? [];
          count += 1;
          if (what === 'add') {
            const windows = [`w${count}`, `v${count}`];
            all = added(all, desk(`d${count}`, `Desk ${at % 4}`, ...windows));
            model.set(`d${count}`, windows);
          } else if (what === 'turn') all = turnedTo(all, id);
          else if (what === 'rename')
            codeOf(() => {
              all = renamed(all, id, `Desk ${at % 5}`);
            });
          else if (what === 'remove') {
            if (
              codeOf(() => {
                all = removed(all, id);
              }) === null
            )
              model.delete(id);
          } else {
            const windows = what === 'open' ? [...shown, `o${count}`] : shown.length > 1 ? shown.slice(1) : shown;
            model.set(all.current, windows);
            all = kept(all, { windows: windowsOf(...windows), places: [] });
          }
          done += 1;
          expect(listed(all)).toEqual({
            current: all.current,
            desks: all.desks.map((each) => ({ id: each.id, name: each.name, windows: model.get(each.id) })),
          });
          expect(model.size).toBe(all.desks.length);
          expect(currentDesk(all).id).toBe(all.current);
          const given = names(all)
            .flatMap((name) => name ?? [])
            .map((name) => name.toLowerCase());
          expect(new Set(given).size).toBe(given.length);
        }
      }),
      { numRuns: 300 },
    );
    expect(done).toBeGreaterThan(1_000);
  });
});
