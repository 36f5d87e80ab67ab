/**
 * How a window gets to its place: one step at a time, since a window system takes its time for each. Pure.
 *
 *   full screen or maximised elsewhere ──► normal ──► moved ──► maximised or full screen here
 */
import { type Area, apart, type Bounds, homeOf, isReachable, overlaps, place } from './placement.ts';
import type { Place } from './places.ts';

/** A window as it stands: `seen` is what it covers, `bounds` what it would cover if it were neither maximised nor full screen. */
export type Standing = Place & { seen: Bounds };
export type Step = 'leave-fullscreen' | 'unmaximize' | 'move' | 'maximize' | 'enter-fullscreen';

/** Window systems round when they scale: so far off is there (logical pixels). */
const NEAR_PX = 2;

/** The next step towards the place; null when the window is there. */
export function nextStep(now: Standing, wanted: Place, areas: readonly Area[]): Step | null {
  if (isAt(placeOf(now, areas), wanted)) return null;
  // macOS calls a window maximised that is as large as its display allows.
  if (now.state === 'maximized' && wanted.state === 'normal' && isNear(now.seen, wanted.bounds)) return null;
  if (now.state === 'fullscreen') return 'leave-fullscreen';
  if (now.state === 'maximized') return 'unmaximize';
  if (!isNear(now.bounds, wanted.bounds)) return 'move';
  return wanted.state === 'maximized' ? 'maximize' : 'enter-fullscreen';
}

/**
 * The place that a window has taken. One that was taken to another display while it was maximised or full screen may still name
 * bounds on the one that it came from.
 */
export function placeOf({ state, bounds, seen }: Standing, areas: readonly Area[]): Place {
  const [from, to] = [homeOf(bounds, areas), homeOf(seen, areas)];
  if (state === 'normal' || !from || !to || from === to) return { state, bounds };
  const shifted = { ...bounds, x: bounds.x + to.x - from.x, y: bounds.y + to.y - from.y };
  return { state, bounds: place(shifted, [{ workArea: to }]) };
}

/** Whether two places are the same but for rounding. */
export function isAt(one: Place, other: Place): boolean {
  return one.state === other.state && isNear(one.bounds, other.bounds);
}

/** Where a window that nobody can take hold of is to be put at once; null for one that is within reach. */
export function rescueOf({ state, seen }: Standing, areas: readonly Area[]): Bounds | null {
  const isFilling = state !== 'normal' && areas.some(({ workArea }) => overlaps(seen, workArea));
  return isFilling || isReachable(seen, areas) ? null : place(seen, areas);
}

function isNear(a: Bounds, b: Bounds): boolean {
  return apart(a, b) <= NEAR_PX;
}
