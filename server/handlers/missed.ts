/**
 * What a client lacks of a channel, from its cursor and the channel's head. Pure; `sync` fetches what this plans.
 *
 *   cursor                                   head
 *     │◄──────── no more than 500 ────────────►│     all of it
 *     │◄─── gap: told, fetched by history ───►│◄ 60 ►│   further behind: the tail and a count
 *                                        │◄ 60 ►│   nothing yet: the tail; what is older is not missed
 */
import { SYNC_CATCH_UP, SYNC_TAIL } from '../../shared/protocol.ts';

/** Events after `after` up to the head are sent; the gap, if there is one, is `from` to `to` inclusive. */
export type Missed = { after: number; count: number; gap: { from: number; to: number } | null };

export function planMissed(cursor: number, head: number): Missed | null {
  if (cursor >= head) return null;
  if (cursor === 0) {
    const after = Math.max(0, head - SYNC_TAIL);
    return { after, count: head - after, gap: null };
  }
  if (head - cursor <= SYNC_CATCH_UP) return { after: cursor, count: head - cursor, gap: null };
  const after = head - SYNC_TAIL;
  return { after, count: SYNC_TAIL, gap: { from: cursor + 1, to: after } };
}
