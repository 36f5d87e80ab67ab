/** Decides how a window's open timeline follows its channel's log. Pure. */
import { type Ranges, rangeAt } from './merge.ts';

/** The part of a log that a window has open. */
export type Timeline = {
  from: number;
  to: number;
  /** It ends at the newest and follows it; one that was opened around an older message stands still. */
  follows: boolean;
};

export type Follow =
  | { type: 'still' }
  | { type: 'append'; from: number; to: number }
  /** A few events are missing in between and are being fetched. */
  | { type: 'wait' }
  /** Too many are missing, or the log was built anew: begin again with these. */
  | { type: 'reset'; from: number; to: number };

/** Most missing events that a timeline waits for before it jumps to the newest. */
export const PATIENCE = 500;
/** How many events a timeline begins anew with. */
export const RESET_EVENTS = 100;

/** `base`: what lies before this seq is not fetched by itself (merge.ts), so nobody waits for it. */
export function follow(timeline: Timeline, known: Ranges, base: number): Follow {
  const newest = known.at(-1);
  if (!timeline.follows || !newest) return { type: 'still' };
  const own = timeline.to > 0 ? rangeAt(known, timeline.to) : undefined;
  if (own && own.to > timeline.to) return { type: 'append', from: timeline.to + 1, to: own.to };
  if (own === newest) return { type: 'still' };
  // An empty timeline has everything up to the base.
  const upTo = own?.to ?? base - 1;
  const missing = newest.from - upTo - 1;
  const empty = timeline.to === 0;
  if ((own || empty) && upTo >= base - 1 && missing > 0 && missing <= PATIENCE) return { type: 'wait' };
  return { type: 'reset', from: Math.max(newest.from, newest.to - RESET_EVENTS + 1), to: newest.to };
}
