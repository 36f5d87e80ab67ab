import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LAYOUT_VERSION, Layout, type LayoutNode, PaneId, panesOf, type Spot } from './layout.ts';
import { boxesOf, cellHolding, cellOf, normalised } from './layout-tree.ts';
import { ChannelId } from './model.ts';
import { alone, docked, movesOf, spotOf, stamped, withoutPanes } from './pane-moves.ts';
import { anyLayout, layoutAndPane } from './testing/layout-samples.ts';

const id = (name: string) => PaneId.parse(name);
const place = id('place');
const channel = ChannelId.parse('00000000-0000-7000-8000-000000000001');
const ids = ({ root }: Layout) => panesOf(root).map((pane) => pane.id);
const only = (pane: string) => cellOf({ kind: 'empty', id: id(pane) });
const layoutOf = (root: LayoutNode): Layout => ({ version: LAYOUT_VERSION, root, active: null });

/** A person sees the same: which pane is where, but for what sums of fractions lose. */
function expectSamePicture(one: LayoutNode, other: LayoutNode): void {
  const [seen, wanted] = [boxesOf(normalised(one)), boxesOf(normalised(other))];
  expect(seen.map(({ pane }) => pane.id)).toEqual(wanted.map(({ pane }) => pane.id));
  for (const [at, { box }] of seen.entries()) {
    const there = wanted[at]?.box ?? { x: Number.NaN, y: 0, width: 0, height: 0 };
    for (const side of ['x', 'y', 'width', 'height'] as const) expect(Math.abs(box[side] - there[side])).toBeLessThan(1e-6);
  }
}

describe('A3 panes that move between windows', () => {
  test('a pane that comes back is where it was, with the size that it had, and all others with theirs', () => {
    let moved = 0;
    fc.assert(
      fc.property(layoutAndPane, ({ layout: drawn, pane }) => {
        const layout = { ...drawn, root: filled(drawn.root) };
        const cell = cellHolding(layout.root, pane);
        if (!cell || cell.panes.length === panesOf(layout.root).length) return;
        const own = cell.panes.filter((each) => each.id === pane);
        const spot = spotOf(layout.root, [pane]);
        const away = withoutPanes(layout, [pane], place);
        expect(ids(away)).not.toContain(pane);
        const back = docked(away, { ...cell, panes: own, selected: 0 }, spot);
        const shown = normalised(layout.root);
        const seen = cell.panes[Math.min(cell.selected, cell.panes.length - 1)]?.id === pane;
        // In a stack it is the one that is seen once it is back.
        if (seen) expectSamePicture(back.root, shown);
        expect(ids(back)).toEqual(panesOf(shown).map((each) => each.id));
        moved += 1;
      }),
      { numRuns: 500 },
    );
    expect(moved).toBeGreaterThan(100);
  });

  test('a whole stack comes back as one, with the tab that was seen', () => {
    let moved = 0;
    fc.assert(
      fc.property(layoutAndPane, ({ layout, pane }) => {
        const root = normalised(filled(layout.root));
        const cell = cellHolding(root, pane);
        if (!cell || cell === root) return;
        const stack = cell.panes.map((each) => each.id);
        const spot = spotOf(root, stack);
        const away = withoutPanes({ ...layout, root }, stack, place);
        const back = docked(away, cell, spot);
        expectSamePicture(back.root, root);
        expect(back.active).toBe(cell.panes[cell.selected]?.id);
        moved += stack.length > 1 ? 1 : 0;
      }),
      { numRuns: 500 },
    );
    expect(moved).toBeGreaterThan(20);
  });

  test('none is lost, doubled or counted back, whatever moves between windows, wherever it is dropped, and however often it is told', () => {
    const step = fc.record({
      from: fc.nat(),
      pane: fc.nat(),
      to: fc.nat(),
      spot: fc.constantFrom<'kept' | 'none' | 'left' | 'stack'>('kept', 'none', 'left', 'stack'),
      beside: fc.nat(),
      whole: fc.boolean(),
    });
    let moves = 0;
    fc.assert(
      fc.property(fc.array(anyLayout, { minLength: 2, maxLength: 4 }), fc.array(step, { maxLength: 40 }), (drawn, steps) => {
        const windows = drawn.map((layout, at) => ({ ...layout, root: named(layout.root, at) }));
        const all = windows.flatMap(ids).sort();
        for (const { from: f, to: t, pane: p, spot: how, beside: b, whole } of steps) {
          const [from, to] = [f % windows.length, t % windows.length];
          const source = windows[from];
          const target = windows[to];
          const real = source ? panesOf(source.root).filter((pane) => all.includes(pane.id)) : [];
          const pane = real[p % Math.max(1, real.length)];
          const cell = source && pane && cellHolding(source.root, pane.id);
          if (from === to || !source || !target || !cell || !pane) continue;
          const panes = whole ? cell.panes : [pane];
          const going = panes.map((each) => each.id);
          const others = ids(target);
          const beside = [others[b % others.length] ?? place];
          const spot: Spot | null =
            how === 'kept'
              ? (pane.came?.spot ?? null)
              : how === 'none'
                ? null
                : how === 'left'
                  ? { side: 'left', beside, share: 0.5 }
                  : { side: 'stack', beside, at: b % 4 };
          const stood = spotOf(source.root, going);
          const moving = stamped({ ...cell, panes, selected: 0 }, (each) => ({
            nth: movesOf(each) + 1,
            from: `w${from}`,
            spot: stood,
          }));
          const taken = docked(target, moving, spot);
          const left = withoutPanes(source, going, id(`place ${moves}`));
          // Told twice it is the same.
          expect(docked(taken, moving, spot)).toBe(taken);
          expect(withoutPanes(left, going, place)).toBe(left);
          windows[to] = taken;
          windows[from] = left;
          moves += 1;
          expect(Layout.safeParse(taken).success).toBe(true);
          expect(Layout.safeParse(left).success).toBe(true);
        }
        const now = windows.flatMap(ids).filter((each) => all.includes(each));
        expect(new Set(now).size).toBe(now.length);
        // Empty places are given up for what takes them.
        const channels = (layouts: readonly Layout[]) =>
          layouts.flatMap(({ root }) => panesOf(root).flatMap((pane) => (pane.kind === 'timeline' ? [pane.id] : []))).sort();
        expect(channels(windows)).toEqual(channels(drawn.map((layout, at) => ({ ...layout, root: named(layout.root, at) }))));
      }),
      { numRuns: 200 },
    );
    expect(moves).toBeGreaterThan(200);
  });

  test('takes the place of nothing but an empty one', () => {
    const dropped = docked(layoutOf(only('nothing')), only('b'), { side: 'left', beside: [id('gone')], share: 0.3 });
    expect(ids(dropped)).toEqual(['b']);
    expect(dropped.active).toBe('b');
    const onto = layoutOf({ type: 'row', weight: 1, children: [only('a'), only('nothing')] });
    expect(ids(docked(onto, only('b'), { side: 'stack', beside: [id('nothing')], at: 1 }))).toEqual(['a', 'b']);
  });

  test('without a spot it takes half of the largest cell, along its longer side', () => {
    const layout = layoutOf({
      type: 'row',
      weight: 1,
      children: [cellOf({ kind: 'empty', id: id('a') }, 1), cellOf({ kind: 'empty', id: id('b') }, 3)],
    });
    expectSamePicture(docked(layout, only('c'), null, { width: 16, height: 9 }).root, {
      type: 'row',
      weight: 1,
      children: [
        cellOf({ kind: 'empty', id: id('a') }, 2),
        cellOf({ kind: 'empty', id: id('b') }, 3),
        cellOf({ kind: 'empty', id: id('c') }, 3),
      ],
    });
    expect(docked(layout, only('c'), null, { width: 1, height: 9 }).root).toMatchObject({ children: [{}, { type: 'column' }] });
  });

  test('a window that is opened for panes shows them alone', () => {
    expect(alone({ ...only('a'), weight: 7 })).toEqual({ ...layoutOf(only('a')), active: 'a' });
  });
});

/** With no empty place: those are given up for what comes. */
function filled(node: LayoutNode): LayoutNode {
  if (node.type !== 'tabs') return { ...node, children: node.children.map(filled) };
  return { ...node, panes: node.panes.map((pane) => ({ kind: 'timeline', id: pane.id, channel })) };
}

function named(node: LayoutNode, window: number): LayoutNode {
  if (node.type !== 'tabs') return { ...node, children: node.children.map((child) => named(child, window)) };
  return { ...node, panes: node.panes.map((pane) => ({ ...pane, id: id(`w${window} ${pane.id}`) })) };
}
