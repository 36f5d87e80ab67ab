import fc from 'fast-check';
import { Model } from 'flexlayout-react';
import { describe, expect, test } from 'vitest';
import { LAYOUT_VERSION, Layout, PaneId, panesOf, type Tabs } from '../../shared/layout.ts';
import { anyLayout } from '../../shared/testing/layout-samples.ts';
import { normalised } from '../state/layout-edits.ts';
import { fromModel, toModel } from './layout.ts';

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
