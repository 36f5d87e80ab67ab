import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grid, LAYOUT_VERSION, type Layout, PaneId } from '../../shared/layout.ts';
import { forgettable } from './forgettable.ts';

const layoutOf = (panes: readonly string[]): Layout => ({
  version: LAYOUT_VERSION,
  root: grid(
    panes.map((id) => ({ kind: 'empty', id: PaneId.parse(id) })),
    3,
  ),
  active: null,
});
const place = (pane: string, at: number) => ({ pane, at });

describe('the places of panes that no window shows', () => {
  test('are forgotten beyond a number, the oldest first', () => {
    const places = [place('a', 4), place('b', 1), place('c', 3), place('d', 2), place('shown', 0)];
    expect(forgettable(places, [layoutOf(['shown'])], 2)).toEqual(['d', 'b']);
  });

  test('are all kept while a layout cannot be read: its panes may be among them', () => {
    expect(forgettable([place('a', 1), place('b', 2)], [{ version: 99 }], 0)).toEqual([]);
  });

  test('never take that of a pane that is shown, and never leave more than they may', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        names,
        fc.nat(30),
        fc.nat(10),
        fc.array(fc.nat(100), { minLength: 30, maxLength: 30 }),
        (panes, shown, most, times) => {
          const visible = panes.slice(0, shown);
          const places = panes.map((pane, at) => place(pane, times[at] ?? 0));
          const gone = new Set(forgettable(places, visible.length > 0 ? [layoutOf(visible)] : [], most));
          expect(visible.filter((pane) => gone.has(pane))).toEqual([]);
          const left = places.filter(({ pane }) => !gone.has(pane) && !visible.includes(pane));
          expect(left.length).toBeLessThanOrEqual(Math.max(most, places.length > most ? 0 : places.length));
          for (const one of places.filter(({ pane }) => gone.has(pane)))
            for (const kept of left) expect(kept.at).toBeGreaterThanOrEqual(one.at);
        },
      ),
    );
  });
});
