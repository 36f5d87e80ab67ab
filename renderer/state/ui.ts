/** Which dialog is open, and requests that one part of the window makes of another. */
import { create } from 'zustand';
import type { DeskId } from '../../shared/desks.ts';
import type { ChannelId } from '../../shared/model.ts';
import type { Reveal } from '../../shared/reveal.ts';
import type { CommandId } from './command-list.ts';

/** What a dialog is about. */
export type DialogRequest =
  | { kind: 'palette' }
  /** `from`: the command whose keys have just been seen to. */
  | { kind: 'shortcuts'; from?: CommandId }
  | { kind: 'keys'; command: CommandId }
  | { kind: 'settings' }
  | { kind: 'find' }
  | { kind: 'note' }
  | { kind: 'new-channel' }
  | { kind: 'desks' }
  | { kind: 'desk-new' }
  | { kind: 'desk-import' }
  | { kind: 'desk-save-as' | 'desk-rename' | 'desk-delete'; desk: DeskId }
  | { kind: 'desk-problem'; problem: unknown }
  | { kind: 'link'; reveal: Reveal }
  | { kind: 'rename' | 'topic' | 'invite' | 'leave'; channel: ChannelId };

export type UiState = {
  dialog: DialogRequest | null;
  /** Counts up when the sidebar's filter is asked for the focus. */
  filterAsked: number;
  /** Counts up when the active pane is asked to take the focus. */
  paneAsked: number;
};

export const useUi = create<UiState>(() => ({ dialog: null, filterAsked: 0, paneAsked: 0 }));

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

/** Moves the focus to the active pane: to its composer, where it has one. */
export function askForPane(): void {
  useUi.setState(({ paneAsked }) => ({ paneAsked: paneAsked + 1 }));
}
