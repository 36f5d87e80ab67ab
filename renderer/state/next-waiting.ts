/** Where one goes for what has not been read. Pure. */
import type { ChannelView } from '../../shared/engine-api.ts';
import { type Layout, type PaneId, panesOf } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';

/** What is looked for: anything unread, or only what mentions the person. */
export type Waiting = 'unread' | 'mention';

export type Goal = { pane: PaneId } | { channel: ChannelId };

/**
 * First the panes of the window in reading order, from the active one on and around the end, those behind tabs too; then the
 * channels that no pane shows: those with mentions, then direct ones, then the others, each in the order in which they are given.
 * The active pane and its channel are where one is already. Null when nothing waits.
 */
export function nextWaiting(
  layout: Layout,
  here: ChannelId | null,
  channels: readonly ChannelView[],
  waiting: Waiting,
): Goal | null {
  const open = new Map(channels.filter((view) => waits(view, waiting)).map((view) => [view.channel.id, view]));
  if (here !== null) open.delete(here);
  const panes = panesOf(layout.root);
  const at = panes.findIndex(({ id }) => id === layout.active);
  for (const pane of [...panes.slice(at + 1), ...panes.slice(0, at + 1)]) {
    if (pane.kind === 'timeline' && open.has(pane.channel)) return { pane: pane.id };
  }
  const [first] = [...open.values()].toSorted((a, b) => rank(a) - rank(b));
  return first ? { channel: first.channel.id } : null;
}

function waits(view: ChannelView, waiting: Waiting): boolean {
  return waiting === 'mention' ? view.mentions > 0 : view.unread > 0;
}

function rank({ mentions, channel }: ChannelView): number {
  return mentions > 0 ? 0 : channel.kind === 'direct' ? 1 : 2;
}
