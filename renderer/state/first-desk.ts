/** The first look of a new desk: the most relevant channels, in a grid that stays readable. */
import type { ChannelView } from '../../shared/engine-api.ts';
import { grid, LAYOUT_VERSION, type Layout, type Pane, type PaneId } from '../../shared/layout.ts';

/** Most panes a first desk has. */
export const FIRST_PANES = 12;
const LEAST_HEIGHT = 160;

/** Columns for a room of this width (px): 3 from 1,080, 4 from 1,680, 6 from 3,360. A column is never under 360 px if there are two. */
export function columnsFor(width: number): number {
  const at = (least: number, most: number) => Math.min(most, Math.floor(width / least));
  return Math.max(1, at(360, 3), at(420, 4), at(560, 6));
}

/** Those with mentions first, then the busiest; by name where all else is equal. */
export function byRelevance(a: ChannelView, b: ChannelView): number {
  return b.mentions - a.mentions || b.headNth - a.headNth || a.channel.name.localeCompare(b.channel.name);
}

/** A layout of the most relevant channels for a room of this size (px); one empty place where there are none. */
export function firstDesk(
  channels: readonly ChannelView[],
  room: { width: number; height: number },
  freshId: () => PaneId,
): Layout {
  const columns = columnsFor(room.width);
  const rows = Math.max(1, Math.floor(room.height / LEAST_HEIGHT));
  const chosen = channels.toSorted(byRelevance).slice(0, Math.min(FIRST_PANES, columns * rows));
  const panes = chosen.map((view): Pane => ({ kind: 'timeline', id: freshId(), channel: view.channel.id }));
  const shown: Pane[] = panes.length > 0 ? panes : [{ kind: 'empty', id: freshId() }];
  return { version: LAYOUT_VERSION, root: grid(shown, columns), active: shown[0]?.id ?? null };
}
