/** What a window's title tells. */

export type Totals = { unread: number; mentions: number };

/** A page's title with what is unread in front, because a task bar cuts the end. */
export function titleOf(page: string, { unread, mentions }: Totals): string {
  if (mentions > 0) return `(@${mentions}) ${page}`;
  return unread > 0 ? `(${unread}) ${page}` : page;
}
