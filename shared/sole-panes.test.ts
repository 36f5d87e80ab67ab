import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Came, LAYOUT_VERSION, type Layout, type Pane, PaneId, panesOf } from './layout.ts';
import { withoutPanes } from './pane-moves.ts';
import { claimed } from './sole-panes.ts';

const place = PaneId.parse('place');
const came = (nth: number): Came => ({ nth, from: 'elsewhere', spot: null });
const pane = (name: string, nth: number): Pane => ({
  kind: 'empty',
  id: PaneId.parse(name),
  ...(nth > 0 && { came: came(nth) }),
});
const layoutOf = (panes: Pane[]): Layout => ({
  version: LAYOUT_VERSION,
  root: { type: 'tabs', selected: 0, panes, weight: 1 },
  active: null,
});

/** Windows that were left with what they had when something died: any pane in any of them, moved any number of times. */
const anyWindows = fc
  .array(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat({ max: 3 }), { minKeys: 1 }), { minLength: 2, maxLength: 4 })
  .map(
    (windows) =>
      new Map(windows.map((panes, at) => [`w${at}`, layoutOf(Object.entries(panes).map(([name, nth]) => pane(name, nth)))])),
  );

/** Opens windows one after the other, as the engine does it. */
function openAll(windows: Map<string, Layout>, order: readonly string[]): Map<string, Layout> {
  const stored = new Map(windows);
  const open = new Set<string>();
  for (const window of order) {
    open.add(window);
    const { gone, taken } = claimed(window, stored, open);
    for (const [name, panes] of [[window, gone] as const, ...taken]) {
      const layout = stored.get(name);
      if (layout) stored.set(name, withoutPanes(layout, panes, place));
    }
  }
  return new Map(order.map((window) => [window, stored.get(window) ?? layoutOf([pane('place', 0)])]));
}

const idsOf = (layout: Layout | undefined) =>
  layout ? panesOf(layout.root).flatMap(({ id }) => (id === place ? [] : [id])) : [];

describe('A3 a pane that two windows have', () => {
  test('is in exactly one of those that were opened, whichever they are and in whatever order; none is lost', () => {
    let conflicts = 0;
    fc.assert(
      fc.property(anyWindows, fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 }), (windows, drawn) => {
        const order = [...new Set(drawn)].map((at) => `w${at}`).filter((window) => windows.has(window));
        const shown = [...openAll(windows, order).values()].flatMap(idsOf);
        const before = order.flatMap((window) => idsOf(windows.get(window)));
        expect(shown.toSorted()).toEqual([...new Set(before)].toSorted());
        conflicts += before.length - shown.length;
      }),
      { numRuns: 1000 },
    );
    expect(conflicts).toBeGreaterThan(100);
  });

  test('is where it has moved to last, whoever comes first', () => {
    const windows = new Map([
      ['source', layoutOf([pane('a', 0), pane('b', 0)])],
      ['destination', layoutOf([pane('a', 1)])],
    ]);
    for (const order of [
      ['source', 'destination'],
      ['destination', 'source'],
    ]) {
      const now = openAll(windows, order);
      expect(idsOf(now.get('source'))).toEqual(['b']);
      expect(idsOf(now.get('destination'))).toEqual(['a']);
    }
  });

  test('stays with its source where the window that it was to move to never comes', () => {
    const windows = new Map([
      ['source', layoutOf([pane('a', 0), pane('b', 0)])],
      ['never', layoutOf([pane('a', 1)])],
    ]);
    expect(idsOf(openAll(windows, ['source']).get('source'))).toEqual(['a', 'b']);
  });
});
