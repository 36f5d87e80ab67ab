/** Decides which window shows something that a person has asked for from outside of any. Pure. */
import type { ChannelId } from '../../shared/model.ts';
import type { Showing } from '../../shared/reveal.ts';

/** An open window. `usedAt` grows with each time that it gets the focus; 0: never. `showing` is null while it shows no panes. */
export type Candidate<W> = { window: W; showing: Showing | null; usedAt: number };

/**
 * The window in which the channel is seen; else one that holds it behind another pane; else the one that was used last. Of several
 * the one that was used last. Null where no window shows any panes. `channel` is null for what belongs to none.
 */
export function windowFor<W>(channel: ChannelId | null, windows: readonly Candidate<W>[]): W | null {
  const rank = ({ showing }: Candidate<W>): number => {
    if (showing === null) return 0;
    if (channel !== null && showing.seen.includes(channel)) return 3;
    return channel !== null && showing.held.includes(channel) ? 2 : 1;
  };
  const [best] = windows.toSorted((a, b) => rank(b) - rank(a) || b.usedAt - a.usedAt);
  return best && best.showing !== null ? best.window : null;
}
