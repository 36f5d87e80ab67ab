/**
 * This window's layout and its one active pane. `layout` is null until it has been restored or made. A window may become another:
 * name and layout change in one step, so that none is ever taken for the other's.
 */
import { create } from 'zustand';
import type { Problem } from '../../shared/errors.ts';
import { LAYOUT_VERSION, type Layout, type Pane, PaneId, panesOf } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { showGuest, showPane, useAlone } from './alone.ts';
import { activated, cellOf, isShown, normalised, split, withChannel } from './layout-edits.ts';

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

/**
 * Shows a channel in this window (see `withChannel`). In a narrow one no pane of the layout becomes another channel's, unless it is an
 * empty place: what one looks at in passing is shown in a guest.
 */
export function openChannel(channel: ChannelId): void {
  const { layout } = useLayout.getState();
  const takesPlace = paneOf(layout, layout?.active ?? null)?.kind === 'empty' || isShown(layout, channel) !== 'no';
  if (useAlone.getState().span !== 'wide' && !takesPlace) {
    showGuest(channel, freshPaneId);
    return;
  }
  editLayout((now) => withChannel(now, channel));
  const active = useLayout.getState().layout?.active;
  if (active) showPane(active);
}

/** Shows a channel in a new pane beside the active one; in a narrow window, which shows one alone, as `openChannel` does. */
export function openBeside(channel: ChannelId): void {
  const active = useLayout.getState().layout?.active;
  if (!active || useAlone.getState().span !== 'wide') openChannel(channel);
  else editLayout((layout) => split(layout, active, 'right', { kind: 'timeline', id: freshPaneId(), channel }));
}

/** Makes a pane the active one. */
export function activatePane(pane: PaneId): void {
  showPane(pane);
  editLayout((layout) => activated(layout, pane));
}

/** The pane that is written to: in a narrow window the one that is shown. */
export function activePane(): Pane | null {
  const { layout } = useLayout.getState();
  return useAlone.getState().guest ?? paneOf(layout, layout?.active ?? null);
}

/** The same for a component. */
export function useActivePane(): Pane | null {
  const guest = useAlone((state) => state.guest);
  const active = useLayout(({ layout }) => paneOf(layout, layout?.active ?? null));
  return guest ?? active;
}

/** Whether this is the window's active pane. */
export function useIsActive(pane: PaneId): boolean {
  const guest = useAlone((state) => state.guest?.id);
  const active = useLayout((state) => state.layout?.active === pane);
  return guest === undefined ? active : guest === pane;
}

/** Whether a channel is shown in this window, and whether in the active pane. */
export function useIsShown(channel: ChannelId): ReturnType<typeof isShown> {
  const guest = useAlone((state) => state.guest?.channel);
  const shown = useLayout(({ layout }) => isShown(layout, channel));
  if (guest === undefined) return shown;
  return guest === channel ? 'active' : shown === 'active' ? 'yes' : shown;
}

function paneOf(layout: Layout | null, id: PaneId | null): Pane | null {
  return (layout && panesOf(layout.root).find((pane) => pane.id === id)) ?? null;
}
