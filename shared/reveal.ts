/** What a window is asked to show, from outside of it: by a toast that was clicked, by a link that was opened. */
import { DeepLink, LinkFault } from './deep-links.ts';
import { ChannelId } from './model.ts';
import { z } from './schema.ts';

/** Something to show; or a link that leads nowhere, and why. */
export const Reveal = z.union([DeepLink, z.object({ to: z.literal('nothing'), fault: LinkFault })]);
export type Reveal = z.infer<typeof Reveal>;

/** What a window's panes show: `seen` those that are, `held` also those behind another in their stack. */
export const Showing = z.object({ held: z.array(ChannelId).max(2000), seen: z.array(ChannelId).max(2000) });
export type Showing = z.infer<typeof Showing>;

/** What a page knows of all that: toasts and links, which lead into the window that shows what they are about. */
export interface Outside {
  /** Returns how to stop listening. */
  onReveal(listener: (reveal: Reveal) => void): () => void;
  /** What this window's panes show; null while there are none. */
  showing(showing: Showing | null): void;
}
