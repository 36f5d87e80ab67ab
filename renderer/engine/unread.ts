/** What is unread, as arithmetic over `ChannelState`. Pure. The read cursor only ever moves forward. */
import type { ChannelEvent } from '../../shared/events.ts';
import type { PersonId, Seq } from '../../shared/model.ts';
import type { ChannelState } from '../../shared/protocol.ts';

/** Unread messages: what there is, less what was read. */
export const unreadOf = (state: ChannelState): number => Math.max(0, state.headNth - state.readNth);

const mentionsMe = (event: ChannelEvent, me: PersonId): boolean =>
  event.kind === 'message' && event.actor !== me && (event.body.mentions?.includes(me) ?? false);

/** After new events of the channel's log, in order: the head moves, mentions count, and what one says oneself one has read. */
export function afterEvents(state: ChannelState, events: readonly ChannelEvent[], me: PersonId): ChannelState {
  let next = state;
  for (const event of events) {
    if (event.seq > next.head) {
      const mentions = next.mentions + (event.seq > next.read && mentionsMe(event, me) ? 1 : 0);
      next = { ...next, head: event.seq, headNth: event.nth, mentions };
    }
    if (event.kind === 'message' && event.actor === me && event.seq > next.read) {
      next = { ...next, read: event.seq, readNth: event.nth, mentions: 0 };
    }
  }
  return next;
}

/** After the head was told by a heartbeat: how far the log goes, though its events are not here yet. */
export function afterHead(state: ChannelState, head: Seq, headNth: number): ChannelState {
  return head > state.head ? { ...state, head, headNth } : state;
}

/**
 * After reading up to a seq whose event has the given nth. `recent` are the events at hand, from which the mentions that
 * are left are counted; the server's answer corrects the count where they do not reach far enough.
 */
export function afterRead(
  state: ChannelState,
  read: { seq: Seq; nth: number },
  recent: Iterable<ChannelEvent>,
  me: PersonId,
): ChannelState {
  if (read.seq <= state.read) return state;
  let left = 0;
  for (const event of recent) if (event.seq > read.seq && mentionsMe(event, me)) left += 1;
  return {
    ...state,
    read: read.seq,
    readNth: Math.max(state.readNth, read.nth),
    mentions: read.seq >= state.head ? 0 : Math.min(state.mentions, left),
  };
}

/** After the server told where the read cursor is. A cursor that is further here stays. */
export function afterServerRead(state: ChannelState, told: { read: Seq; readNth: number; mentions: number }): ChannelState {
  return told.read < state.read ? state : { ...state, ...told };
}

/**
 * With mentions counted from the log, where all of it that is unread is at hand. What was only told of does not fit what is held
 * here: a count may include a message that is still on its way, and a message that is fetched later was in no count.
 */
export function recounted(state: ChannelState, recent: Iterable<ChannelEvent>, me: PersonId): ChannelState {
  let held = 0;
  let mentions = 0;
  for (const event of recent) {
    if (event.seq <= state.read || event.seq > state.head) continue;
    held += 1;
    if (mentionsMe(event, me)) mentions += 1;
  }
  return held === state.head - state.read && mentions !== state.mentions ? { ...state, mentions } : state;
}

/** The server's state of a channel with what is further here: head and read cursor never go back. */
export function reconciled(local: ChannelState | undefined, told: ChannelState): ChannelState {
  if (!local) return told;
  const headed = local.head > told.head ? { ...told, head: local.head, headNth: local.headNth } : told;
  return local.read > told.read ? { ...headed, read: local.read, readNth: local.readNth, mentions: local.mentions } : headed;
}
