import fc from 'fast-check';
import { Model } from 'flexlayout-react';
import { describe, expect, test } from 'vitest';
import { LAYOUT_VERSION, Layout, PaneId, panesOf, type Tabs } from '../../shared/layout.ts';
import { anyLayout } from '../../shared/testing/layout-samples.ts';
import { normalised } from '../state/layout-edits.ts';
import { fromModel, leastRoom, toModel } from './layout.ts';

describe('our layout and the tiling library’s model', () => {
  test('there and back is the normalised layout', () => {
    fc.assert(
      fc.property(anyLayout, (layout) => {
        const back = fromModel(toModel(layout), layout.active);
        expect(back?.root).toEqual(withOwnWeight(normalised(layout.root), back?.root.weight));
        const first = panesOf(layout.root)[0]?.id ?? null;
        expect(back?.active).toBe(layout.active ?? first);
      }),
    );
  });

  test('the library itself keeps what it is given: through its own model the panes and their sizes come back', () => {
    fc.assert(
      fc.property(anyLayout, (layout) => {
        const back = fromModel(Model.fromJson(toModel(layout)).toJson(), layout.active);
        expect(back?.root).toEqual(withOwnWeight(normalised(layout.root), back?.root.weight));
      }),
      { numRuns: 50 },
    );
  });

  test('a cell of the weight that the library leaves out keeps its room', () => {
    const cell = (weight: number): Tabs => ({
      type: 'tabs',
      selected: 0,
      panes: [{ kind: 'empty', id: PaneId.parse(`pane-${weight}`) }],
      weight,
    });
    const layout: Layout = {
      version: LAYOUT_VERSION,
      root: { type: 'row', children: [cell(100), cell(300)], weight: 1 },
      active: null,
    };
    const back = fromModel(Model.fromJson(toModel(layout)).toJson(), null);
    expect(back?.root).toMatchObject({ children: [{ weight: 100 }, { weight: 300 }] });
  });

  test('what comes back can be saved', () => {
    fc.assert(fc.property(anyLayout, (layout) => void Layout.parse(fromModel(toModel(layout), layout.active))));
  });

  test('a tab that is not ours is left out, and a model without panes is no layout', () => {
    const layout = { type: 'row', children: [{ type: 'tabset', children: [{ type: 'tab', config: { kind: 'unheard-of' } }] }] };
    expect(fromModel({ layout }, null)).toBeNull();
  });
});

/** The outermost weight says nothing; the library gives it its own. */
function withOwnWeight<T extends { weight: number }>(root: T, weight: number | undefined): T {
  return weight === undefined ? root : { ...root, weight };
}

describe('a layout that has little room', () => {
  test('takes as much as its panes and the lines between them take side by side, and the tabs of its stacks', () => {
    const pane = (n: number) => ({ kind: 'empty' as const, id: PaneId.parse(`pane-${n}`) });
    const cell = (...panes: number[]): Tabs => ({ type: 'tabs', weight: 1, selected: 0, panes: panes.map(pane) });
    expect(leastRoom(cell(1))).toEqual({ width: 200, height: 96 });
    expect(leastRoom(cell(1, 2))).toEqual({ width: 200, height: 96 + 27 });
    const column = { type: 'column' as const, weight: 1, children: [cell(1, 2), cell(3)] };
    expect(leastRoom({ type: 'row', weight: 1, children: [column, cell(4), cell(5)] })).toEqual({
      width: 3 * 200 + 2 * 3,
      height: 96 + 27 + 3 + 96,
    });
  });

  test('takes no less than any part of it', () => {
    fc.assert(
      fc.property(anyLayout, ({ root }) => {
        const whole = leastRoom(root);
        for (const part of root.type === 'tabs' ? [] : root.children.map(leastRoom)) {
          expect(whole.width).toBeGreaterThanOrEqual(part.width);
          expect(whole.height).toBeGreaterThanOrEqual(part.height);
        }
      }),
    );
  });

  test('of which one pane fills the window is the same layout', () => {
    fc.assert(
      fc.property(anyLayout, fc.nat(), (layout, at) => {
        const panes = panesOf(layout.root);
        const alone = panes[at % panes.length]?.id ?? null;
        const model = Model.fromJson(toModel(layout, alone));
        expect(
          model
            .getMaximizedTabset()
            ?.getChildren()
            .some((tab) => tab.getId() === alone),
        ).toBe(true);
        const back = fromModel(model.toJson(), layout.active);
        expect(back?.root).toEqual(withOwnWeight(normalised(layout.root), back?.root.weight));
      }),
      { numRuns: 50 },
    );
  });
});
