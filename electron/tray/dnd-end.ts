/** When a "do not disturb" for a while ends. Pure; in the computer's own time zone, whatever clocks do in between. */

/** For how long one can ask for it. */
export const spans = ['half-hour', 'hour', 'morning'] as const;
export type Span = (typeof spans)[number];

const MINUTE = 60_000;
/** When a day begins for those who asked to be left alone until it does (hours). */
const MORNING = 8;
/** Who is still up at this hour (and asks until the morning) means the one that is coming, not the next. */
const NIGHT_ENDS = 4;

/** When it ends (ms) that was asked for at `now` (ms). */
export function endOf(span: Span, now: number): number {
  if (span === 'half-hour') return now + 30 * MINUTE;
  if (span === 'hour') return now + 60 * MINUTE;
  const at = new Date(now);
  const day = at.getHours() < NIGHT_ENDS ? 0 : 1;
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + day, MORNING).getTime();
}
