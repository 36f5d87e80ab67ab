import { Actions, DockLocation, Model } from 'flexlayout-react';
import { expect, test } from 'vitest';
import { LAYOUT_VERSION, type Layout, type Pane, PaneId } from '../../shared/layout.ts';
import { ARRIVING, dropSpot } from './drop-spot.ts';
import { toModel } from './layout.ts';

const pane = (id: string): Pane => ({ kind: 'empty', id: PaneId.parse(id) });
const layout: Layout = {
  version: LAYOUT_VERSION,
  root: {
    type: 'row',
    weight: 1,
    children: [
      { type: 'tabs', selected: 0, panes: [pane('a'), pane('b')], weight: 1 },
      { type: 'tabs', selected: 0, panes: [pane('c')], weight: 1 },
    ],
  },
  active: null,
};
const model = Model.fromJson(toModel(layout));
const arriving = { type: 'tab', id: ARRIVING };
const row = model.getRootRow()?.getId() ?? '';
const drop = (to: string, location: DockLocation, index = -1) => dropSpot(Actions.addTab(arriving, to, location, index), model);

test('A3 a drop beside a cell is half of it, one at the window’s edge a quarter of the window', () => {
  expect(drop('cell-c', DockLocation.LEFT)).toEqual({ side: 'left', beside: ['c'], share: 0.5 });
  expect(drop('cell-a', DockLocation.BOTTOM)).toEqual({ side: 'down', beside: ['a', 'b'], share: 0.5 });
  expect(drop(row, DockLocation.TOP)).toEqual({ side: 'up', beside: ['a', 'b', 'c'], share: 0.25 });
});

test('A3 a drop among tabs is where it was let go', () => {
  expect(drop('cell-a', DockLocation.CENTER, 1)).toEqual({ side: 'stack', beside: ['a', 'b'], at: 1 });
  expect(drop('cell-a', DockLocation.CENTER)).toEqual({ side: 'stack', beside: ['a', 'b'], at: 2 });
});

test('what else is done to the tiling is the library’s own; a drop nowhere is nothing', () => {
  expect(dropSpot(Actions.selectTab('a'), model)).toBeNull();
  expect(drop('gone', DockLocation.LEFT)).toBeUndefined();
});
