/** What is read out of what has come. Pure. */
import type { ChannelEvent, EventOf } from '../../shared/events.ts';
import type { PersonId, Seq } from '../../shared/model.ts';

/** At most this many messages are read out in full; the rest are counted. */
export const MOST_SPOKEN = 3;
/** At most this much of one message (characters). */
const MOST_TEXT = 300;

export type Announcement = { more: number; messages: readonly { actor: PersonId; text: string }[] };

/** The newest messages of others after a seq, and how many came before them; null when there are none. */
export function announcementOf(events: readonly ChannelEvent[], after: Seq, me: PersonId | undefined): Announcement | null {
  const fresh: EventOf<'message'>[] = [];
  for (let at = events.length - 1; at >= 0; at -= 1) {
    const event = events[at];
    if (!event || event.seq <= after) break;
    if (event.kind === 'message' && event.actor !== me) fresh.push(event);
  }
  if (!fresh.length) return null;
  const spoken = fresh.slice(0, MOST_SPOKEN).reverse();
  return {
    more: fresh.length - spoken.length,
    messages: spoken.map(({ actor, body }) => ({ actor, text: body.text.slice(0, MOST_TEXT) })),
  };
}
