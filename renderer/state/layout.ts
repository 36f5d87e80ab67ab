/**
 * This window's layout and its one active pane. `layout` is null until it has been restored or made. A window may become another:
 * name and layout change in one step, so that none is ever taken for the other's.
 */
import { create } from 'zustand';
import type { Problem } from '../../shared/errors.ts';
import { LAYOUT_VERSION, type Layout, PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { activated, cellOf, normalised, withChannel } from './layout-edits.ts';

export type LayoutState = {
  /** The window whose layout it is; null while it is nobody's, and so cannot be changed: the window is about to be another, or hidden. */
  window: string | null;
  layout: Layout | null;
  /** Why a saved layout could not be read; a first desk stands in for it. */
  problem: Problem | null;
};

export const useLayout = create<LayoutState>(() => ({ window: null, layout: null, problem: null }));

/** An id for a new pane. */
export function freshPaneId(): PaneId {
  return PaneId.parse(crypto.randomUUID());
}

/** A layout of one empty place. */
export function emptyLayout(): Layout {
  const id = freshPaneId();
  return { version: LAYOUT_VERSION, root: cellOf({ kind: 'empty', id }), active: id };
}

/** Changes the layout by a pure edit; does nothing before there is one. */
export function editLayout(edit: (layout: Layout) => Layout): void {
  const { layout } = useLayout.getState();
  if (!layout) return;
  const edited = edit(layout);
  if (edited !== layout) useLayout.setState({ layout: { ...edited, root: normalised(edited.root) } });
}

/** Shows a channel in this window (see `withChannel`). */
export function openChannel(channel: ChannelId): void {
  editLayout((layout) => withChannel(layout, channel));
}

/** Makes a pane the active one. */
export function activatePane(pane: PaneId): void {
  editLayout((layout) => activated(layout, pane));
}

/** Whether this is the window's active pane. */
export function useIsActive(pane: PaneId): boolean {
  return useLayout((state) => state.layout?.active === pane);
}
