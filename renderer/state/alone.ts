/**
 * What a narrow window shows: the list, or one pane alone. The layout is not changed by that: a channel that has no pane in it is
 * shown in a guest, a pane that is in no layout and is gone when the window is wide again.
 */
import { create } from 'zustand';
import type { Pane, PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import type { Span } from './span.ts';

export type Guest = Extract<Pane, { kind: 'timeline' }>;

export type AloneState = {
  span: Span;
  /** Of a window that is not wide. */
  shows: 'list' | 'pane';
  guest: Guest | null;
};

const tiled: AloneState = { span: 'wide', shows: 'pane', guest: null };

export const useAlone = create<AloneState>(() => tiled);

/** The window is so wide from now on. Wide again, it has all its panes. */
export function setSpan(span: Span): void {
  const { span: before } = useAlone.getState();
  if (span === before) return;
  useAlone.setState(span === 'wide' || before === 'wide' ? { ...tiled, span } : { span });
}

/** Whether the window shows one thing at a time. */
export function useIsAlone(): boolean {
  return useAlone(({ span }) => span !== 'wide');
}

export function showList(): void {
  useAlone.setState({ shows: 'list' });
}

/** Shows a pane of the layout: a guest has gone. */
export function showPane(pane: PaneId): void {
  const { guest, shows } = useAlone.getState();
  const stays = guest?.id === pane ? guest : null;
  if (shows !== 'pane' || stays !== guest) useAlone.setState({ shows: 'pane', guest: stays });
}

/** Shows a channel that no pane of the layout shows. */
export function showGuest(channel: ChannelId, freshId: () => PaneId): void {
  const { guest } = useAlone.getState();
  useAlone.setState({ shows: 'pane', guest: guest?.channel === channel ? guest : { kind: 'timeline', id: freshId(), channel } });
}

/** The window shows another desk: the guest was of the one before. */
export function dismissGuest(): void {
  useAlone.setState({ shows: 'pane', guest: null });
}
