/**
 * How a window gets to its place: one step at a time, since a window system takes its time for each. Pure.
 *
 *   full screen or maximised elsewhere ──► normal ──► moved ──► maximised or full screen here
 */

import { type Area, type Bounds, homeOf } from './placement.ts';
import type { Place } from './places.ts';

/** A window as it stands: `seen` is what it covers, `bounds` what it would cover if it were neither maximised nor full screen. */
export type Standing = Place & { seen: Bounds };
export type Step = 'leave-fullscreen' | 'unmaximize' | 'move' | 'maximize' | 'enter-fullscreen';

/** Window systems round when they scale: so far off is there (logical pixels). */
export const NEAR_PX = 2;

/** The next step towards the place; null when the window is there. */
export function nextStep(now: Standing, wanted: Place, areas: readonly Area[]): Step | null {
  const atHome = isNear(now.bounds, wanted.bounds) && homeOf(now.seen, areas) === homeOf(wanted.bounds, areas);
  if (now.state === wanted.state && (atHome || (now.state === 'normal' && isNear(now.bounds, wanted.bounds)))) return null;
  if (now.state === 'fullscreen') return 'leave-fullscreen';
  if (now.state === 'maximized') return 'unmaximize';
  if (!isNear(now.bounds, wanted.bounds)) return 'move';
  return wanted.state === 'maximized' ? 'maximize' : 'enter-fullscreen';
}

/** Whether two bounds are the same but for rounding. */
export function isNear(a: Bounds, b: Bounds): boolean {
  const off = [a.x - b.x, a.y - b.y, a.width - b.width, a.height - b.height];
  return off.every((pixels) => Math.abs(pixels) <= NEAR_PX);
}
