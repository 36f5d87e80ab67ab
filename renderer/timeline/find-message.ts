/** How a pane comes to a message that it is asked for: by its place in the log, or by its id. Pure. */
import type { MessageRef } from '../../shared/deep-links.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import type { Seq } from '../../shared/model.ts';
import { type Row, rowOf } from './rows.ts';

/** No more than this many events are loaded to find one by its id. */
export const MOST_SEARCHED = 20_000;

export type Search = {
  message: MessageRef;
  events: readonly ChannelEvent[];
  rows: readonly Row[];
  hasOlder: boolean;
  older: 'idle' | 'loading' | 'missing';
  /** The channel's newest seq, as far as it is known. */
  head: number;
};

export type SearchStep =
  | { do: 'show'; row: Row; event: ChannelEvent }
  /** Show the part of the log around it. */
  | { do: 'seek'; seq: Seq }
  /** Load older events, then look again: an id does not tell where in the log it stands. */
  | { do: 'older' }
  /** It is on its way. */
  | { do: 'wait' }
  | { do: 'give-up'; why: 'notHere' | 'offline' | 'tooFar' };

/** What to do next. */
export function searchStep({ message, events, rows, hasOlder, older, head }: Search): SearchStep {
  const event = events.findLast(typeof message === 'number' ? ({ seq }) => seq === message : ({ id }) => id === message);
  if (event) {
    const found = rowOf(rows, event.seq);
    // Its event is here, and its row is about to be.
    return found ? { do: 'show', row: found.row, event } : { do: 'wait' };
  }
  if (events.length === 0) return { do: 'wait' };
  if (typeof message === 'number') return message > head ? { do: 'wait' } : { do: 'seek', seq: message };
  if (!hasOlder) return { do: 'give-up', why: 'notHere' };
  if (older === 'loading') return { do: 'wait' };
  if (older === 'missing') return { do: 'give-up', why: 'offline' };
  return events.length >= MOST_SEARCHED ? { do: 'give-up', why: 'tooFar' } : { do: 'older' };
}
