/**
 * Where panes lie, in shares of the window (0 to 1), and which pane is reached from which by a direction or in order.
 */
import type { LayoutNode, PaneId } from '../../shared/layout.ts';
import { type Box, boxesOf, shownPanes } from '../../shared/layout-tree.ts';

export { type Box, boxesOf } from '../../shared/layout-tree.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The pane beside another: the nearest one that begins past its edge, and of those the one whose edge overlaps most.
 * Null at the window's edge.
 *
 *      ┌────┬────┐
 *      │ a  │ b  │     right of a: b (it overlaps a fully), not c
 *      ├────┴─┬──┤
 *      │  d   │c │     up from d: a (more overlap than b)
 *      └──────┴──┘
 */
export function neighbour(root: LayoutNode, from: PaneId, direction: Direction): PaneId | null {
  const boxes = boxesOf(root);
  const own = boxes.find(({ pane }) => pane.id === from)?.box;
  if (!own) return null;
  let best: { id: PaneId; gap: number; overlap: number } | null = null;
  for (const { pane, box } of boxes) {
    if (pane.id === from) continue;
    const { gap, overlap } = relation(own, box, direction);
    if (gap < -EDGE || overlap <= EDGE) continue;
    if (!best || gap < best.gap - EDGE || (gap < best.gap + EDGE && overlap > best.overlap + EDGE)) {
      best = { id: pane.id, gap, overlap };
    }
  }
  return best?.id ?? null;
}

/** The next (or previous) pane in reading order, around the end. Null only when nothing is shown. */
export function following(root: LayoutNode, from: PaneId | null, step: 1 | -1): PaneId | null {
  const shown = shownPanes(root);
  const at = shown.findIndex((pane) => pane.id === from);
  const next = at < 0 ? (step === 1 ? 0 : shown.length - 1) : (at + step + shown.length) % shown.length;
  return shown[next]?.id ?? null;
}

/** Shares are sums of fractions: edges this close are the same edge. */
const EDGE = 1e-6;

function relation(own: Box, other: Box, direction: Direction): { gap: number; overlap: number } {
  const across = direction === 'left' || direction === 'right';
  const overlap = across
    ? Math.min(own.y + own.height, other.y + other.height) - Math.max(own.y, other.y)
    : Math.min(own.x + own.width, other.x + other.width) - Math.max(own.x, other.x);
  switch (direction) {
    case 'left':
      return { gap: own.x - (other.x + other.width), overlap };
    case 'right':
      return { gap: other.x - (own.x + own.width), overlap };
    case 'up':
      return { gap: own.y - (other.y + other.height), overlap };
    case 'down':
      return { gap: other.y - (own.y + own.height), overlap };
  }
}
