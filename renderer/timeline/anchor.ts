/** The row that a person is reading: measured before a change, and found again after it. */
import { Seq } from '../../shared/model.ts';

/** `seq`: of the row's event, null while the log does not hold it. `top`: from the scroller's upper edge to the row's text (px). */
export type Anchor = { key: string; seq: number | null; top: number };

/** Rows carry their key and their seq here, on the line itself: separators above it may come and go. */
const ROW_KEY = 'data-row';
const ROW_SEQ = 'data-seq';

/** What a row's line carries. */
export function rowAttributes({ key, seq }: { key: string; seq: number | null }): Record<string, string | number | undefined> {
  return { [ROW_KEY]: key, [ROW_SEQ]: seq ?? undefined };
}

/**
 * The row that tells best where a person is: the first message that begins within the scroller's view. Where none does, whatever else
 * begins there; then what is cut by the upper edge, a message that is longer than the view.
 */
export function firstSeen(scroller: HTMLElement): Anchor | null {
  const { top: edge, height } = scroller.getBoundingClientRect();
  let cut: Anchor | null = null;
  let news: Anchor | null = null;
  for (const row of scroller.querySelectorAll(`[${ROW_KEY}]`)) {
    const key = row.getAttribute(ROW_KEY);
    if (!key) continue;
    const seq = row.getAttribute(ROW_SEQ);
    const anchor = { key, seq: seq === null ? null : Number(seq), top: row.getBoundingClientRect().top - edge };
    if (anchor.top >= height) break;
    if (anchor.top < 0) cut = anchor;
    // Quiet news gathers: the line that tells of it may be another one when the part begins elsewhere.
    else if (seq === null || row.classList.contains('line-system')) news ??= anchor;
    else return anchor;
  }
  return news ?? cut;
}

/** How far the anchor has moved since (px); 0 when it is not there any more. */
export function anchorMoved(scroller: HTMLElement, anchor: Anchor | null): number {
  if (!anchor) return 0;
  const row = scroller.querySelector(`[${ROW_KEY}="${CSS.escape(anchor.key)}"]`);
  if (!row) return 0;
  const moved = row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - anchor.top;
  return Math.abs(moved) < 0.5 ? 0 : moved;
}

/** Whether a row is drawn and lies wholly within the scroller's view; of one that is higher than the view, whether it fills it. */
export function isInView(scroller: HTMLElement, key: string): boolean {
  const row = scroller.querySelector(`[${ROW_KEY}="${CSS.escape(key)}"]`)?.getBoundingClientRect();
  if (!row) return false;
  const view = scroller.getBoundingClientRect();
  return row.height <= view.height
    ? row.top >= view.top && row.bottom <= view.bottom
    : row.top < view.bottom && row.bottom > view.top;
}

/** The place in the log of the last message of which more than half is within the scroller's view; null where none is. */
export function lastMessageSeen(scroller: Element | null): Seq | null {
  const edge = scroller?.getBoundingClientRect().bottom ?? 0;
  const lines = [...(scroller?.querySelectorAll(`.line:not(.line-system)[${ROW_SEQ}]`) ?? [])];
  const last = lines.findLast((line) => {
    const { top, bottom } = line.getBoundingClientRect();
    return (top + bottom) / 2 <= edge;
  });
  const seq = Seq.safeParse(Number(last?.getAttribute(ROW_SEQ) ?? Number.NaN));
  return seq.success ? seq.data : null;
}
