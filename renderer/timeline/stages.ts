/**
 * The virtualiser keeps row sizes by index, and is told with each change whether rows came or went in front. A change at
 * both ends is therefore shown in two stages, one commit each, in the same frame. Pure.
 */
import { type Row, shiftOf } from './rows.ts';

/** `rows` are shown now; while they are not the `goal`, another stage follows. `shift`: the change is in front. */
export type Stage = { rows: readonly Row[]; shift: boolean; goal: readonly Row[] };

/** The next stage on the way from what is shown to `goal`. */
export function stageTo(shown: readonly Row[], goal: readonly Row[]): Stage {
  const shift = shown.length === 0 ? 0 : shiftOf(shown, goal);
  if (shift === 0) return { rows: goal, shift: false, goal };
  const front = shift > 0 ? goal.slice(0, shown.length + shift) : shown.slice(-shift);
  return front.length === goal.length ? { rows: goal, shift: true, goal } : { rows: front, shift: true, goal };
}
