/** How soon a page that has crashed is loaded again: at once, unless it keeps crashing. */

export type Restarts = { recent: readonly number[] };

const WITHIN_MS = 60_000;
const LONGEST_MS = 30_000;

/** The delay before the next load, and what to remember. The first is at once; each further one within a minute doubles, from half a second up. */
export function restartDelay(restarts: Restarts, now: number): { delayMs: number; restarts: Restarts } {
  const recent = restarts.recent.filter((at) => now - at < WITHIN_MS);
  const delayMs = recent.length === 0 ? 0 : Math.min(LONGEST_MS, 250 * 2 ** recent.length);
  return { delayMs, restarts: { recent: [...recent, now] } };
}
