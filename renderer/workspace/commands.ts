/** What the pane menu and the keyboard do to panes. All act on the layout; the focus follows where it should. */
import type { PaneId } from '../../shared/layout.ts';
import { activatePane, editLayout, freshPaneId, useLayout } from '../state/layout.ts';
import { closed, evened, resized, type SplitSide, split, stacked, swapped, unstacked } from '../state/layout-edits.ts';
import { type Direction, following, neighbour } from '../state/layout-geometry.ts';
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
