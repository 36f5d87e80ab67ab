import { expect, test } from 'vitest';
import { LAYOUT_VERSION, type Layout, type LayoutNode, type Pane, PaneId } from '../../shared/layout.ts';
import { windowTitles } from './window-names.ts';

const pane = (id: string): Pane => ({ kind: 'empty', id: PaneId.parse(id) });
const cell = (...ids: string[]): LayoutNode => ({ type: 'tabs', selected: 0, panes: ids.map(pane), weight: 1 });
const layout = (...cells: LayoutNode[]): Layout => ({
  version: LAYOUT_VERSION,
  root: { type: 'row', weight: 1, children: cells },
  active: null,
});
const titleOf = ({ id }: Pane) => (id.startsWith('empty') ? '' : id);

test('A3 a window is called by what it shows first, and how much more there is', () => {
  const windows = [
    layout(cell('fx'), cell('rates'), cell('vol', 'beneath')),
    layout(cell('fx', 'beneath')),
    layout(cell('empty')),
  ];
  expect(windowTitles(windows, titleOf)).toEqual([
    { titles: ['fx', 'rates'], more: 2, nth: null },
    { titles: ['fx'], more: 1, nth: null },
    { titles: [], more: 0, nth: null },
  ]);
});

test('A3 windows that would be called the same are numbered', () => {
  const names = windowTitles([layout(cell('fx')), layout(cell('vol')), layout(cell('fx'))], titleOf);
  expect(names.map(({ nth }) => nth)).toEqual([1, null, 2]);
});
