/** Follows where one is in this window, and leads back there and forward again. */
import { create } from 'zustand';
import { type Pane, type PaneId, panesOf } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { useAlone } from './alone.ts';
import { useChannels } from './channels.ts';
import { activatePane, activePane, editLayout, openChannel, useLayout } from './layout.ts';
import { withPaneShowing } from './layout-edits.ts';
import { noteRecent } from './recent.ts';
import { gone, noTrail, type Trail, visited } from './trail.ts';
import { askForPane } from './ui.ts';

/** A pane that was active, with what it showed then. */
export type Whereabouts = { pane: PaneId; channel: ChannelId | null };

export const useTrail = create<{ trail: Trail<Whereabouts> }>(() => ({ trail: noTrail }));

/** Each window that this one has been keeps its own. Returns how to stop. */
export function keepTrail(): () => void {
  const left = new Map<string, Trail<Whereabouts>>();
  let window = useLayout.getState().window;
  const look = () => {
    const { window: now, layout } = useLayout.getState();
    if (now !== window) {
      if (window !== null) left.set(window, useTrail.getState().trail);
      window = now;
      useTrail.setState({ trail: (now === null ? undefined : left.get(now)) ?? noTrail });
    }
    const pane = now === null || !layout ? null : activePane();
    if (!pane) return;
    const { trail } = useTrail.getState();
    const here = whereaboutsOf(pane);
    if (here.channel !== null) noteRecent(`channel ${here.channel}`);
    if (trail.now === null || !same(trail.now, here)) useTrail.setState({ trail: visited(trail, here, same) });
  };
  const stops = [useLayout.subscribe(look), useAlone.subscribe(look)];
  look();
  return () => {
    for (const stop of stops) stop();
  };
}

/** Goes one step back or forward; where there is none, nothing happens. */
export function goAlong(step: 'back' | 'forward'): void {
  const next = gone(useTrail.getState().trail, step, isThere, same);
  if (!next?.now) return;
  const { pane, channel } = next.now;
  // First, so that what follows is known to be no place of its own.
  useTrail.setState({ trail: next });
  const there = paneOf(pane);
  if (there) {
    if (channel !== null && channelOf(there) !== channel) editLayout((layout) => withPaneShowing(layout, pane, channel));
    activatePane(pane);
  } else if (channel !== null) openChannel(channel);
  askForPane();
}

/** A pane that was closed is not; but what a narrow window showed in passing it can show again. */
function isThere({ pane, channel }: Whereabouts): boolean {
  const there = paneOf(pane);
  if (!there) return useAlone.getState().span !== 'wide' && channel !== null && useChannels.getState().channels.has(channel);
  // An empty place that shows something by now is that pane; there is no way back to its emptiness.
  if (channel === null) return channelOf(there) === null;
  return channelOf(there) === channel || useChannels.getState().channels.has(channel);
}

function whereaboutsOf(pane: Pane): Whereabouts {
  return { pane: pane.id, channel: channelOf(pane) };
}

function channelOf(pane: Pane): ChannelId | null {
  return pane.kind === 'timeline' ? pane.channel : null;
}

function paneOf(id: PaneId): Pane | undefined {
  const { layout } = useLayout.getState();
  return layout ? panesOf(layout.root).find((pane) => pane.id === id) : undefined;
}

function same(one: Whereabouts, other: Whereabouts): boolean {
  return one.pane === other.pane && one.channel === other.channel;
}
