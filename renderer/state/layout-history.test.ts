import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Layout, type LayoutNode, PaneId, panesOf } from '../../shared/layout.ts';
import { cellOf } from '../../shared/layout-tree.ts';
import { ChannelId } from '../../shared/model.ts';
import { docked, withoutPanes } from '../../shared/pane-moves.ts';
import { layoutAndPane } from '../../shared/testing/layout-samples.ts';
import { activated, closed, evened, normalised, resized, split, stacked, swapped } from './layout-edits.ts';
import { type LayoutHistory, MOST_STEPS, noHistory, ONE_STEP_MS, rebased, recorded, redone, undone } from './layout-history.ts';

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

describe('A3 what was done to a layout, when panes leave it and others come', () => {
  const channel = ChannelId.parse('00000000-0000-7000-8000-000000000001');
  const arrived = (n: number) => PaneId.parse(`arrived ${n}`);
  const idsOf = ({ root }: Layout) => panesOf(root).map(({ id }) => id);
  const anyStep = fc.record({
    do: fc.constantFrom('edit', 'edit', 'come', 'leave', 'undo', 'redo'),
    edit: anyEdit,
    at: fc.nat(),
  });

  test('is undone and done again without bringing back what is elsewhere, or losing what has come', () => {
    let checked = 0;
    fc.assert(
      fc.property(layoutAndPane, fc.array(anyStep, { maxLength: 40 }), ({ layout: first }, steps) => {
        let layout = first;
        let history = noHistory;
        const here = new Set<PaneId>();
        const elsewhere = new Set<PaneId>();
        const rebase = (edit: (each: Layout) => Layout) => {
          const now = edit(layout);
          history = rebased(history, now, edit);
          layout = now;
        };
        for (const [n, { do: what, edit, at }] of steps.entries()) {
          const panes = idsOf(layout);
          const pane = panes[at % panes.length] ?? fresh(n);
          if (what === 'edit') {
            // Those that came are not closed here: what is closed can be undone, and is no loss.
            if (here.has(pane)) continue;
            const edited = edit(layout, pane, panes[(at + 1) % panes.length] ?? pane, n);
            const now = { ...edited, root: normalised(edited.root) };
            history = recorded(history, layout, now, n * 2 * ONE_STEP_MS);
            layout = now;
          } else if (what === 'come') {
            here.add(arrived(n));
            rebase((each) =>
              docked(each, cellOf({ kind: 'timeline', id: arrived(n), channel }), { side: 'left', beside: [pane], share: 0.5 }),
            );
          } else if (what === 'leave') {
            here.delete(pane);
            elsewhere.add(pane);
            rebase((each) => withoutPanes(each, [pane], fresh(n)));
          } else {
            const stepped = (what === 'undo' ? undone : redone)(history, layout);
            if (stepped) ({ layout, history } = stepped);
          }
          for (const each of [...history.past, layout, ...history.future]) {
            const ids = idsOf(each);
            expect(new Set(ids).size).toBe(ids.length);
            for (const pane of elsewhere) expect(ids).not.toContain(pane);
            for (const pane of here) expect(ids).toContain(pane);
            checked += 1;
          }
        }
      }),
      { numRuns: 200 },
    );
    expect(checked).toBeGreaterThan(1_000);
  });

  test('is no step where it did nothing but to what has left', () => {
    const [gone, stays] = [PaneId.parse('gone'), PaneId.parse('stays')];
    const before: Layout = { version: 1, root: cellOf({ kind: 'empty', id: stays }), active: stays };
    const now = split(before, stays, 'right', { kind: 'empty', id: gone });
    const history = recorded(noHistory, before, now, 0);
    expect(history.past).toHaveLength(1);
    const edit = (each: Layout) => withoutPanes(each, [gone], fresh(0));
    expect(rebased(history, edit(now), edit).past).toEqual([]);
  });
});
