/** Which panes' places are kept no longer: there is no end to the panes that were closed. Pure. */
import { Layout, panesOf } from '../../shared/layout.ts';

/** Panes that no window shows whose places are kept: a pane that was closed may be brought back. */
export const MOST_ADRIFT = 300;

/**
 * Of the panes that none of the layouts shows, all but those that were looked at last. `layouts`: those of all windows, as they were
 * saved. While one of them cannot be read, nothing is forgotten: it is kept for a program that can.
 */
export function forgettable(
  places: readonly { pane: string; at: number }[],
  layouts: readonly unknown[],
  most = MOST_ADRIFT,
): string[] {
  if (places.length <= most) return [];
  const shown = new Set<string>();
  for (const saved of layouts) {
    const layout = Layout.safeParse(saved);
    if (!layout.success) return [];
    for (const { id } of panesOf(layout.data.root)) shown.add(id);
  }
  return places
    .filter(({ pane }) => !shown.has(pane))
    .sort((a, b) => b.at - a.at)
    .slice(most)
    .map(({ pane }) => pane);
}
