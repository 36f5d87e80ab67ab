/**
 * How long the fan-out waits before it sends what has gathered. Pure.
 *
 * A round costs each socket one write, whether it says one thing or fifty. So rounds follow each other as fast as the thread
 * has time to spare for them: with little to do every message is there at once; under load many ride in one frame.
 */
export const MOST_MS = 50;
/**
 * Fifty times a second is as often as anyone sees what is new. Below that each gateway of two would write twice as often as one does, to
 * half as many.
 */
const LEAST_MS = 20;

/** The share of the thread's time that may be spoken for, rounds and all else. */
const SPOKEN_FOR = 0.95;
/** All else comes in bursts: half as much again as it takes is kept free for it. */
const ROOM_FOR_ELSE = 1.5;

/** All else is averaged over about this long (ms): a moment's work says nothing of the load. */
const OF_LATE_MS = 200;

/** What the last round was like: how long it held the thread, and the share of its time that the thread does all else (0..1). */
export type Load = { tookMs: number; elsewhere: number };

/** From the beginning of one round to the beginning of the next, at least (ms). */
export function periodAfter({ tookMs, elsewhere }: Load): number {
  const spare = SPOKEN_FOR - ROOM_FOR_ELSE * elsewhere;
  return spare <= 0 ? MOST_MS : Math.min(MOST_MS, Math.max(LEAST_MS, tookMs / spare));
}

/** The average after `busyMs` of all else in `overMs`. */
export function averaged(before: number, busyMs: number, overMs: number): number {
  const share = Math.min(1, Math.max(0, busyMs / overMs));
  return before + ((share - before) * overMs) / (overMs + OF_LATE_MS);
}
