/**
 * Drafts that have lost their pane: it was closed, shows another channel, or its layout never reached the disk before everything
 * was killed. They wait for the next pane of their channel. Pure.
 */
import type { Draft } from '../../shared/engine-api.ts';
import { Layout, panesShowing } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';

/**
 * The newest draft of a channel that none of the layouts shows; undefined where there is none. `layouts`: those of all windows, as they
 * were saved. One that cannot be read shows nothing: its window begins anew, and its drafts would never be seen again.
 */
export function adrift(drafts: readonly Draft[], layouts: readonly unknown[], channel: ChannelId): Draft | undefined {
  const shown = new Set(layouts.flatMap((layout) => showing(layout, channel)));
  return drafts
    .filter((draft) => draft.channel === channel && !shown.has(draft.pane))
    .sort((a, b) => b.at - a.at)
    .at(0);
}

/** The panes that show a channel. */
function showing(saved: unknown, channel: ChannelId): string[] {
  const layout = Layout.safeParse(saved);
  if (!layout.success) return [];
  return panesShowing(layout.data.root, channel).map(({ id }) => id);
}
