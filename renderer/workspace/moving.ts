/** Moves panes between windows: what the menu, the keys and the pointer have in common. */
import type { OtherWindow } from '../../shared/engine-api.ts';
import { MullionError, toProblem } from '../../shared/errors.ts';
import { type PaneId, panesOf, type Spot, type Tabs } from '../../shared/layout.ts';
import type { Point, Size, WindowControl } from '../platform/platform.ts';
import type { EngineClient } from '../state/engine.ts';
import { useLayout } from '../state/layout.ts';
import { cellHolding } from '../state/layout-edits.ts';
import { useMoves } from '../state/moves.ts';

/** Who moves panes: this window's engine, and what it can do to windows. */
export type Mover = { engine: EngineClient; windows: WindowControl };

/** Opens a window for these panes of one cell, under a point if they were dropped there. */
export function toNewWindow({ engine, windows }: Mover, panes: readonly PaneId[], at: Point | null = null): Promise<void> {
  return said(async () => {
    const cell = cellOfPanes(panes);
    const from = engine.window;
    if (from === null || !cell || isPointless(panes, windows)) return;
    const to = windows.fresh();
    await engine.call('movePanes', { from, to, cell, spot: null });
    try {
      // Another desk may be shown by now: a window that is opened would be one of that desk's, and take the panes there.
      if (engine.window !== from) throw new MullionError('unavailable', 'Another desk is shown. The panes are where they were.');
      await windows.open(to, windowSize(cell), at);
    } catch (error) {
      // It will not come: the panes have not left.
      await engine.call('forgetWindow', { window: to });
      throw error;
    }
  });
}

/** Moves these panes of one cell into another window that is open. */
export function toWindow({ engine }: Mover, panes: readonly PaneId[], to: string, spot: Spot | null = null): Promise<void> {
  return said(async () => {
    const cell = cellOfPanes(panes);
    const from = engine.window;
    if (from !== null && cell) await engine.call('movePanes', { from, to, cell, spot });
  });
}

/** Moves a pane back to the window that it came from, to its place there; to another if that one is closed. One that never moved stays. */
export function backWhereItWas(mover: Mover, pane: PaneId): Promise<void> {
  return said(async () => {
    const came = paneOf(pane)?.came;
    if (!came) return;
    const { windows } = await mover.engine.call('windows', {});
    const home = windows.find(({ window }) => window === came.from);
    const to = home ?? windows[0];
    if (to) await toWindow(mover, [pane], to.window, home ? came.spot : null);
  });
}

/** Moves a pane into the next window, in the order of their names; in the last one, into the first. */
export function toNextWindow(mover: Mover, pane: PaneId): Promise<void> {
  return said(async () => {
    const { windows } = await mover.engine.call('windows', {});
    const next = following(windows, mover.engine.window ?? '');
    if (next) await toWindow(mover, [pane], next.window);
  });
}

/** Takes panes of another window, which were dropped here. */
export function takeHere({ engine }: Mover, from: string, panes: readonly PaneId[], spot: Spot | null): Promise<void> {
  return said(async () => {
    const { windows } = await engine.call('windows', {});
    const source = windows.find(({ window }) => window === from);
    const [first] = panes;
    const cell = source && first && cellHolding(source.layout.root, first);
    const to = engine.window;
    if (to !== null && cell) await engine.call('movePanes', { from, to, cell: only(cell, panes), spot });
  });
}

/** Whether a window of their own would be what the panes have already. */
export function isPointless(panes: readonly PaneId[], windows: Pick<WindowControl, 'endsEmpty'>): boolean {
  const { layout } = useLayout.getState();
  return windows.endsEmpty && layout !== null && panesOf(layout.root).every(({ id }) => panes.includes(id));
}

function following(windows: readonly OtherWindow[], own: string): OtherWindow | undefined {
  const ordered = windows.toSorted((a, b) => (a.window < b.window ? -1 : 1));
  return ordered.find(({ window }) => window > own) ?? ordered[0];
}

function paneOf(pane: PaneId) {
  const { layout } = useLayout.getState();
  return layout ? panesOf(layout.root).find(({ id }) => id === pane) : undefined;
}

function cellOfPanes(panes: readonly PaneId[]): Tabs | null {
  const { layout } = useLayout.getState();
  const [first] = panes;
  const cell = layout && first ? cellHolding(layout.root, first) : null;
  return cell && only(cell, panes);
}

/** A cell with no other panes than these. */
function only(cell: Tabs, panes: readonly PaneId[]): Tabs {
  const shown = cell.panes[cell.selected]?.id;
  const left = cell.panes.filter(({ id }) => panes.includes(id));
  return {
    ...cell,
    panes: left,
    selected: Math.max(
      0,
      left.findIndex(({ id }) => id === shown),
    ),
  };
}

/** A window in which the cell is as large as it is now, with everything that stands around panes. */
function windowSize(cell: Tabs): Size {
  const shown = cell.panes[cell.selected];
  const pane = shown && document.querySelector(`[data-pane="${CSS.escape(shown.id)}"]`)?.getBoundingClientRect();
  const workspace = document.querySelector('.workspace')?.getBoundingClientRect();
  if (!pane || !workspace) return { width: window.outerWidth, height: window.outerHeight };
  return {
    width: Math.ceil(pane.width + window.outerWidth - workspace.width),
    height: Math.ceil(pane.height + window.outerHeight - workspace.height),
  };
}

/** What is refused is said, until something else is moved. */
async function said(move: () => Promise<void>): Promise<void> {
  useMoves.setState({ problem: null });
  await move().catch((error: unknown) => useMoves.setState({ problem: toProblem(error) }));
}
