/** What the pane menu and the keyboard do to panes. All act on the layout; the focus follows where it should. */
import type { PaneId } from '../../shared/layout.ts';
import { useChannels } from '../state/channels.ts';
import { activatePane, activePane, editLayout, freshPaneId, openChannel, useLayout } from '../state/layout.ts';
import {
  closed,
  evened,
  resized,
  type SplitSide,
  shownPanes,
  split,
  stacked,
  swapped,
  unstacked,
} from '../state/layout-edits.ts';
import { type Direction, following, neighbour } from '../state/layout-geometry.ts';
import { nextWaiting, type Waiting } from '../state/next-waiting.ts';
import { askForPane } from '../state/ui.ts';
import { redoLayout, undoLayout } from '../state/undo-layout.ts';
import { focusPane } from './focus.ts';

/** The next or previous pane in reading order becomes active and takes the focus. */
export function stepPane(step: 1 | -1): void {
  const { layout } = useLayout.getState();
  if (!layout) return;
  goTo(following(layout.root, layout.active, step));
}

/** The pane in a direction becomes active and takes the focus; at the edge nothing happens. */
export function goPane(direction: Direction): void {
  const { layout } = useLayout.getState();
  if (layout?.active) goTo(neighbour(layout.root, layout.active, direction));
}

/** The pane at a place in reading order, from 0, of those that are seen. */
export function goToPaneAt(at: number): void {
  const { layout } = useLayout.getState();
  if (layout) goTo(shownPanes(layout.root)[at]?.id ?? null);
}

/** The next pane, else the next channel, in which something waits for the person. */
export function goToWaiting(waiting: Waiting): void {
  const { layout } = useLayout.getState();
  if (!layout) return;
  const active = activePane();
  const here = active?.kind === 'timeline' ? active.channel : null;
  const goal = nextWaiting(layout, here, [...useChannels.getState().channels.values()], waiting);
  if (!goal) return;
  if ('pane' in goal) goTo(goal.pane);
  else {
    openChannel(goal.channel);
    askForPane();
  }
}

export function splitPane(pane: PaneId, side: SplitSide): void {
  const added = freshPaneId();
  editLayout((layout) => split(layout, pane, side, { kind: 'empty', id: added }));
  focusPane(added);
}

export function closePane(pane: PaneId): void {
  editLayout((layout) => closed(layout, pane, freshPaneId()));
  focusActive();
}

/** The pane changes places with its neighbour. */
export function movePane(pane: PaneId, direction: Direction): void {
  editLayout((layout) => {
    const other = neighbour(layout.root, pane, direction);
    return other ? swapped(layout, pane, other) : layout;
  });
  focusPane(pane);
}

export function stackPane(pane: PaneId, direction: Direction): void {
  editLayout((layout) => {
    const other = neighbour(layout.root, pane, direction);
    return other ? stacked(layout, pane, other) : layout;
  });
  focusPane(pane);
}

export function unstackPane(pane: PaneId): void {
  editLayout((layout) => unstacked(layout, pane, 'right'));
  focusPane(pane);
}

/** Right is wider, left narrower, down taller, up shorter. */
export function resizePane(pane: PaneId, direction: Direction): void {
  const axis = direction === 'left' || direction === 'right' ? 'row' : 'column';
  editLayout((layout) => resized(layout, pane, axis, direction === 'right' || direction === 'down'));
}

export function evenPanes(): void {
  editLayout(evened);
}

export function undo(): void {
  if (undoLayout()) focusActive();
}

export function redo(): void {
  if (redoLayout()) focusActive();
}

function focusActive(): void {
  const active = useLayout.getState().layout?.active;
  if (active) focusPane(active);
}

function goTo(pane: PaneId | null): void {
  if (!pane) return;
  activatePane(pane);
  focusPane(pane);
}
