import { expect, test } from 'vitest';
import { grid, LAYOUT_VERSION, Layout, type Pane, PaneId } from './layout.ts';

const pane = (id: string): Pane => ({ kind: 'empty', id: PaneId.parse(id) });
const layoutOf = (...panes: Pane[]) => ({ version: LAYOUT_VERSION, root: grid(panes, 2), active: null });

test('a layout in which two panes have the same id is refused, and says so', () => {
  expect(Layout.safeParse(layoutOf(pane('a'), pane('b'), pane('c'))).success).toBe(true);
  const refused = Layout.safeParse(layoutOf(pane('a'), pane('b'), pane('a')));
  expect(refused.error?.issues[0]).toMatchObject({ path: ['root'], message: 'Two panes have the same id.' });
});
