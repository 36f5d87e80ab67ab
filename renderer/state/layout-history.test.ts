import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Layout, type LayoutNode, PaneId } from '../../shared/layout.ts';
import { activated, closed, evened, normalised, resized, split, stacked, swapped } from './layout-edits.ts';
import { type LayoutHistory, MOST_STEPS, noHistory, ONE_STEP_MS, recorded, redone, undone } from './layout-history.ts';
import { layoutAndPane } from './layout-samples.ts';

const fresh = (n: number) => PaneId.parse(`fresh ${n}`);

/** What people do to a layout, one of its panes in hand. */
const anyEdit = fc.constantFrom<(layout: Layout, pane: PaneId, other: PaneId, n: number) => Layout>(
  (layout, pane, _other, n) => split(layout, pane, n % 2 ? 'right' : 'down', { kind: 'empty', id: fresh(n) }),
  (layout, pane, _other, n) => closed(layout, pane, fresh(n)),
  (layout, pane, other) => swapped(layout, pane, other),
  (layout, pane, other) => stacked(layout, pane, other),
  (layout, pane, _other, n) => resized(layout, pane, n % 2 ? 'row' : 'column', n % 3 === 0),
  (layout) => evened(layout),
  (layout, pane) => activated(layout, pane),
);

/** A layout but for what is looked at in it. */
function seen(node: LayoutNode): unknown {
  if (node.type === 'tabs') return { ...node, selected: 0 };
  return { ...node, children: node.children.map(seen) };
}

describe('A7 what was done to a layout', () => {
  test('is undone step by step to the beginning, and done again to the end', () => {
    let steps = 0;
    fc.assert(
      fc.property(layoutAndPane, fc.array(anyEdit, { maxLength: 30 }), ({ layout: first, pane, other }, edits) => {
        let layout = first;
        let history = noHistory;
        for (const [n, edit] of edits.entries()) {
          const edited = edit(layout, pane, other, n);
          const now = { ...edited, root: normalised(edited.root) };
          // Far enough apart to be steps of their own.
          history = recorded(history, layout, now, n * 2 * ONE_STEP_MS);
          layout = now;
        }
        const last = layout;
        steps += history.past.length;
        for (let back = undone(history, layout); back; back = undone(history, layout)) ({ layout, history } = back);
        expect(seen(layout.root)).toEqual(seen(first.root));
        for (let on = redone(history, layout); on; on = redone(history, layout)) ({ layout, history } = on);
        expect(seen(layout.root)).toEqual(seen(last.root));
      }),
      { numRuns: 300 },
    );
    expect(steps).toBeGreaterThan(200);
  });

  const sample = fc.sample(layoutAndPane, { numRuns: 200, seed: 7 }).find(({ layout }) => layout.root.type !== 'tabs');
  if (!sample) throw new Error('no layout with a split');
  const { layout, pane } = sample;
  const larger = (n: number): Layout => ({ ...layout, root: { ...layout.root, weight: layout.root.weight + n } });

  test('is no step when only another pane is active or another tab is seen', () => {
    expect(recorded(noHistory, layout, { ...layout, active: pane }, 0)).toBe(noHistory);
  });

  test('is one step while a splitter is dragged, and another one later', () => {
    let history: LayoutHistory = noHistory;
    for (let n = 0; n < 100; n += 1) history = recorded(history, larger(n), larger(n + 1), n * 10);
    expect(history.past).toEqual([larger(0)]);
    history = recorded(history, larger(100), larger(101), 990 + ONE_STEP_MS + 1);
    expect(history.past).toHaveLength(2);
  });

  test('is no longer to be done again once something else was done', () => {
    const back = undone(recorded(noHistory, layout, larger(1), 0), larger(1));
    expect(back?.history.future).toHaveLength(1);
    expect(recorded(back?.history ?? noHistory, layout, larger(2), 1).future).toEqual([]);
  });

  test('is remembered for so many steps', () => {
    let history: LayoutHistory = noHistory;
    for (let n = 0; n < MOST_STEPS + 20; n += 1) history = recorded(history, larger(n), larger(n + 1), n * 2 * ONE_STEP_MS);
    expect(history.past).toHaveLength(MOST_STEPS);
    expect(history.past.at(-1)).toEqual(larger(MOST_STEPS + 19));
  });
});
