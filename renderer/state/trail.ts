/** Where one has been in a window, to go back and forward as in a browser. Pure. */

/** `past`: the newest last; `future`: the next first. */
export type Trail<P> = { past: readonly P[]; now: P | null; future: readonly P[] };

export const noTrail: Trail<never> = { past: [], now: null, future: [] };

/** Places that are remembered on either side. */
export const MOST_PLACES = 100;

export type Same<P> = (one: P, other: P) => boolean;

/** One is at a place now. Where that is not where one was, what one came back from is forgotten. */
export function visited<P>({ past, now, future }: Trail<P>, place: P, same: Same<P>): Trail<P> {
  if (now !== null && same(now, place)) return { past, now: place, future };
  return { past: now === null ? past : [...past, now].slice(-MOST_PLACES), now: place, future: [] };
}

/** One step back, to the newest place that is still there and is not where one is; null where there is none. */
export function gone<P>(
  trail: Trail<P>,
  step: 'back' | 'forward',
  isThere: (place: P) => boolean,
  same: Same<P>,
): Trail<P> | null {
  const behind = step === 'back' ? trail.past.toReversed() : trail.future;
  const at = behind.findIndex((place) => isThere(place) && !(trail.now !== null && same(trail.now, place)));
  const now = behind[at];
  if (now === undefined) return null;
  const left = behind.slice(at + 1);
  const before = trail.now === null ? [] : [trail.now];
  return step === 'back'
    ? { past: left.toReversed(), now, future: [...before, ...trail.future].slice(0, MOST_PLACES) }
    : { past: [...trail.past, ...before].slice(-MOST_PLACES), now, future: left };
}
