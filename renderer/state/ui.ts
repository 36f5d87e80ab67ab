/** Which dialog is open, and requests that one part of the window makes of another. */
import { create } from 'zustand';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';

/** What a dialog is about. */
export type DialogRequest =
  | { kind: 'shortcuts' }
  | { kind: 'settings' }
  | { kind: 'find' }
  | { kind: 'new-channel' }
  | { kind: 'rename' | 'topic' | 'invite' | 'leave'; channel: ChannelId };

export type UiState = {
  dialog: DialogRequest | null;
  /** Counts up when the sidebar's filter is asked for the focus. */
  filterAsked: number;
  /** Counts up when a pane's composer is asked for the focus, and which one. */
  composerAsked: { pane: PaneId; count: number } | null;
};

export const useUi = create<UiState>(() => ({ dialog: null, filterAsked: 0, composerAsked: null }));

export function openDialog(dialog: DialogRequest): void {
  useUi.setState({ dialog });
}

export function closeDialog(): void {
  useUi.setState({ dialog: null });
}

/** Moves the focus to the sidebar's filter. */
export function askForFilter(): void {
  useUi.setState(({ filterAsked }) => ({ filterAsked: filterAsked + 1 }));
}

/** Moves the focus to a pane's composer. */
export function askForComposer(pane: PaneId): void {
  useUi.setState(({ composerAsked }) => ({ composerAsked: { pane, count: (composerAsked?.count ?? 0) + 1 } }));
}
