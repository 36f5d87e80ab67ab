/**
 * Where the "new" line stands: after the last message that the person had read when they last turned away. While they
 * look it stays where it is, also when what follows it has been read; it moves when they turn away again.
 */
import type { ChannelEvent } from '../../shared/events.ts';
import type { Seq } from '../../shared/model.ts';

/** `after`: the line stands before the first message with a greater seq; null: nowhere. */
export type UnreadMark = { after: Seq | null; attended: boolean };

export type MarkEvent =
  /** The pane was opened; `read` is the person's read cursor, or where the line stood before. */
  | { type: 'opened'; read: Seq }
  /** The person looks at the bottom of the pane, or no longer does; `newest` is the newest seq shown. */
  | { type: 'attended'; attended: boolean; newest: Seq | null }
  /** The person has said something here: nothing is new to them. */
  | { type: 'spoke' };

export const noMark: UnreadMark = { after: null, attended: false };

export function markAfter(mark: UnreadMark, event: MarkEvent): UnreadMark {
  switch (event.type) {
    case 'opened':
      return { ...mark, after: event.read };
    case 'attended':
      if (event.attended === mark.attended) return mark;
      return {
        attended: event.attended,
        after: event.attended ? lineFor(mark.after, event.newest) : (event.newest ?? mark.after),
      };
    case 'spoke':
      return mark.after === null ? mark : { ...mark, after: null };
  }
}

/** A line is kept only where something is below it: what arrives while one looks is not marked as new. */
function lineFor(after: Seq | null, newest: Seq | null): Seq | null {
  return after !== null && newest !== null && newest > after ? after : null;
}

/** The event that the line stands before: the first one after the mark that counts as unread. Null: no line. */
export function firstUnread(events: readonly ChannelEvent[], after: Seq | null, me: string | undefined): ChannelEvent | null {
  if (after === null) return null;
  const first = events[0];
  // Where everything is newer than the mark, the line belongs further up, among what is not loaded.
  if (!first || first.seq > after + 1) return null;
  for (let at = Math.max(0, after + 1 - first.seq); at < events.length; at += 1) {
    const event = events[at];
    if (event && event.kind === 'message' && event.actor !== me) return event;
  }
  return null;
}
