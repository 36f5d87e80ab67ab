/** Shows a channel that was asked for from outside of the window. Pure. */
import { type Layout, type PaneId, panesOf, panesShowing } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { activated, shownPanes, split, stacked, withChannel } from './layout-edits.ts';

/**
 * Where the channel is shown already, that pane becomes active: the active one, else one that is seen, else one behind another.
 * Else an empty place takes it. Else it comes as a further tab (`added`) into the active pane's stack: whoever follows a toast
 * loses no conversation over it, no other pane moves, and undoing takes the tab away again.
 */
export function withRevealed(layout: Layout, channel: ChannelId, added: PaneId): Layout {
  const holding = panesShowing(layout.root, channel);
  const seen = new Set(shownPanes(layout.root).map(({ id }) => id));
  const there = holding.find(({ id }) => id === layout.active) ?? holding.find(({ id }) => seen.has(id)) ?? holding[0];
  if (there) return activated(layout, there.id);
  const panes = panesOf(layout.root);
  if (panes.some(({ kind }) => kind === 'empty')) return withChannel(layout, channel);
  const beside = panes.find(({ id }) => id === layout.active) ?? panes[0];
  if (!beside) return layout;
  return stacked(split(layout, beside.id, 'right', { kind: 'timeline', id: added, channel }), added, beside.id);
}
