/** Decides which messages earn a toast. Pure. Rules of one's own will come here; until then: direct messages and mentions. */
import type { ChannelEvent } from '../../shared/events.ts';
import type { ChannelKind, ChosenStatus, PersonId, Seq } from '../../shared/model.ts';
import type { Toast } from '../../shared/toast.ts';

/** What is known when a message has come. */
export type ToastFacts = {
  me: PersonId;
  /** Of its channel. */
  kind: ChannelKind;
  /** Up to here this person has read the channel, wherever they did. */
  read: Seq;
  /** The application was started then, by the server's clock (ms): what is older is no news. */
  since: number;
  /** The presence that the person has chosen; what a computer says in its place (while they present) hides content, not toasts. */
  chosen: ChosenStatus | null;
  /** The person is looking at the newest messages of this channel, in a window that has the focus. */
  attended: boolean;
};

/** How a message concerns someone, whatever else holds: it is meant for them. Cheap, for it is asked of every event. */
export function concerns(event: ChannelEvent, { me, kind }: Pick<ToastFacts, 'me' | 'kind'>): Toast['why'] | null {
  if (event.kind !== 'message' || event.actor === me) return null;
  if (kind === 'direct') return 'direct';
  return event.body.mentions?.includes(me) ? 'mention' : null;
}

/** Why a message earns a toast; null where it does not. */
export function earnsToast(event: ChannelEvent, facts: ToastFacts): Toast['why'] | null {
  const { read, since, chosen, attended } = facts;
  if (event.at < since || event.seq <= read) return null;
  if (chosen === 'dnd' || attended) return null;
  return concerns(event, facts);
}
