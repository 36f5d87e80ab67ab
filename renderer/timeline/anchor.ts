/** The row that a person is reading: measured before a change, and found again after it. */

/** `top`: from the scroller's upper edge to the row's text (px). */
export type Anchor = { key: string; top: number };

/** Rows carry their key here, on the line itself: separators above it may come and go. */
export const ROW_KEY = 'data-row';

/** The first row that begins within the scroller's view. */
export function firstSeen(scroller: HTMLElement): Anchor | null {
  const edge = scroller.getBoundingClientRect().top;
  for (const row of scroller.querySelectorAll(`[${ROW_KEY}]`)) {
    const top = row.getBoundingClientRect().top - edge;
    const key = row.getAttribute(ROW_KEY);
    if (top >= 0 && key) return { key, top };
  }
  return null;
}

/** How far the anchor has moved since (px); 0 when it is not there any more. */
export function anchorMoved(scroller: HTMLElement, anchor: Anchor | null): number {
  if (!anchor) return 0;
  const row = scroller.querySelector(`[${ROW_KEY}="${CSS.escape(anchor.key)}"]`);
  if (!row) return 0;
  const moved = row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - anchor.top;
  return Math.abs(moved) < 0.5 ? 0 : moved;
}
