import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grid, LAYOUT_VERSION, type Layout, type Pane, PaneId, panesOf } from '../../shared/layout.ts';
import { ChannelId } from '../../shared/model.ts';
import { anyLayout, layoutAndPane } from '../../shared/testing/layout-samples.ts';
import {
  activated,
  cellHolding,
  closed,
  emptied,
  evened,
  inSight,
  isShown,
  normalised,
  resized,
  shownPanes,
  split,
  stacked,
  swapped,
  unstacked,
  withChannel,
} from './layout-edits.ts';
import { boxesOf, neighbour } from './layout-geometry.ts';

const id = (name: string) => PaneId.parse(name);
const channels = Array.from({ length: 6 }, (_, at) => ChannelId.parse(`00000000-0000-4000-8000-00000000000${at}`));
const [first, second, third] = channels;
if (!first || !second || !third) throw new Error('The samples need three channels.');

function gridOf(count: number, columns: number): Layout {
  const panes = channels.slice(0, count).map((channel, at): Pane => ({ kind: 'timeline', id: id(`p${at}`), channel }));
  return { version: LAYOUT_VERSION, root: grid(panes, columns), active: id('p0') };
}
const ids = (layout: Layout) => panesOf(layout.root).map((pane) => pane.id);

test('A8 the active pane is one that is seen, and stays it where it is', () => {
  fc.assert(
    fc.property(layoutAndPane, ({ layout, pane }) => {
      const { root, active } = inSight({ ...layout, active: pane });
      expect(shownPanes(root).map((each) => each.id)).toContain(active);
      const cell = cellHolding(root, pane);
      expect(active).toBe(cell?.panes[cell.selected]?.id);
    }),
  );
  expect(inSight({ ...gridOf(2, 2), active: null }).active).toBeNull();
});

describe('normalising', () => {
  test('keeps every pane in its order, and where it lies', () => {
    fc.assert(
      fc.property(anyLayout, ({ root }) => {
        const plain = normalised(root);
        expect(panesOf(plain)).toEqual(panesOf(root));
        const before = boxesOf(root);
        const after = boxesOf(plain);
        const clamped = shownPanes(plain).map((pane) => pane.id);
        expect(after.map(({ pane }) => pane.id)).toEqual(clamped);
        for (const { pane, box } of before) {
          const same = after.find((each) => each.pane.id === pane.id);
          expect(same?.box.x).toBeCloseTo(box.x, 6);
          expect(same?.box.y).toBeCloseTo(box.y, 6);
          expect(same?.box.width).toBeCloseTo(box.width, 6);
          expect(same?.box.height).toBeCloseTo(box.height, 6);
        }
      }),
    );
  });

  test('twice is once', () => {
    fc.assert(
      fc.property(anyLayout, ({ root }) => {
        expect(normalised(normalised(root))).toEqual(normalised(root));
      }),
    );
  });
});

describe('edits', () => {
  test('splitting adds one pane and makes it active; all others stay', () => {
    fc.assert(
      fc.property(layoutAndPane, fc.constantFrom('right' as const, 'down' as const), ({ layout, pane }, side) => {
        const after = split(layout, pane, side, { kind: 'empty', id: id('new') });
        expect(new Set(ids(after))).toEqual(new Set([...ids(layout), id('new')]));
        expect(after.active).toBe('new');
      }),
    );
  });

  test('closing takes exactly that pane away, and there is always an active pane that is seen', () => {
    fc.assert(
      fc.property(layoutAndPane, ({ layout, pane }) => {
        const before = activated(layout, pane);
        const after = closed(before, pane, id('place'));
        const left = ids(before).filter((each) => each !== pane);
        expect(ids(after)).toEqual(left.length > 0 ? left : ['place']);
        expect(shownPanes(after.root).map((each) => each.id)).toContain(after.active);
      }),
    );
  });

  test('splitting and closing again leaves every other pane where it was', () => {
    const layout = gridOf(6, 3);
    const again = closed(split(layout, id('p1'), 'right', { kind: 'empty', id: id('new') }), id('new'), id('place'));
    expect(boxesOf(again.root)).toEqual(boxesOf(layout.root));
  });

  test('the last pane closed leaves an empty place', () => {
    const after = closed(gridOf(1, 1), id('p0'), id('place'));
    expect(panesOf(after.root)).toEqual([{ kind: 'empty', id: 'place' }]);
    expect(after.active).toBe('place');
  });

  test('swapping, stacking and unstacking lose no pane and double none', () => {
    fc.assert(
      fc.property(layoutAndPane, ({ layout, pane, other }) => {
        const sorted = ids(layout).toSorted();
        expect(ids(swapped(layout, pane, other)).toSorted()).toEqual(sorted);
        expect(ids(stacked(layout, pane, other)).toSorted()).toEqual(sorted);
        expect(ids(unstacked(layout, pane, 'right')).toSorted()).toEqual(sorted);
        expect(swapped(swapped(layout, pane, other), pane, other)).toEqual(layout);
      }),
    );
  });

  test('a stacked pane lies with the other in one cell, seen and active; unstacked it has its own', () => {
    const piled = stacked(gridOf(3, 3), id('p2'), id('p0'));
    expect(cellHolding(piled.root, id('p0'))?.panes.map((pane) => pane.id)).toEqual(['p0', 'p2']);
    expect(piled.active).toBe('p2');
    const apart = unstacked(piled, id('p2'), 'down');
    expect(cellHolding(apart.root, id('p2'))?.panes).toHaveLength(1);
    expect(neighbour(apart.root, id('p0'), 'down')).toBe('p2');
  });

  test('wider is wider, narrower narrower, and no pane vanishes', () => {
    const width = (layout: Layout) => boxesOf(layout.root).find(({ pane }) => pane.id === 'p1')?.box.width ?? 0;
    let layout = gridOf(6, 3);
    const start = width(layout);
    expect(width(resized(layout, id('p1'), 'row', true))).toBeGreaterThan(start);
    expect(width(resized(layout, id('p1'), 'row', false))).toBeLessThan(start);
    for (let times = 0; times < 50; times++) layout = resized(layout, id('p1'), 'row', true);
    for (const { box } of boxesOf(layout.root)) expect(box.width).toBeGreaterThan(0.03);
    const even = boxesOf(evened(layout).root).map(({ box }) => box.width);
    for (const each of even) expect(each).toBeCloseTo(1 / 3);
  });
});

describe('showing a channel', () => {
  test('where it is shown already, its pane becomes active and nothing else changes', () => {
    const layout = gridOf(3, 3);
    const after = withChannel(layout, third);
    expect(after.active).toBe('p2');
    expect(after.root).toEqual(layout.root);
    expect(isShown(after, third)).toBe('active');
    expect(isShown(after, first)).toBe('yes');
  });

  test('behind another in a stack, it comes to the front', () => {
    const piled = activated(stacked(gridOf(3, 3), id('p2'), id('p0')), id('p0'));
    const after = withChannel(piled, third);
    expect(shownPanes(after.root).map((pane) => pane.id)).toContain('p2');
  });

  test('else an empty place takes it, else the active pane does', () => {
    const withPlace = emptied(gridOf(3, 3), id('p1'));
    expect(panesOf(withChannel(withPlace, second).root)[1]).toEqual({ kind: 'timeline', id: 'p1', channel: second });
    const full = activated(gridOf(2, 2), id('p1'));
    expect(panesOf(withChannel(full, third).root)[1]).toEqual({ kind: 'timeline', id: 'p1', channel: third });
  });
});
