/** How long to wait before the next try to connect. */

export const FIRST_DELAY_MS = 500;
export const LONGEST_DELAY_MS = 30_000;

/**
 * Doubles from half a second to 30 s, of which the upper half is random, so that clients that were cut off together do
 * not come back together. `attempt` counts from 0; `random` is in [0, 1).
 */
export function backoff(attempt: number, random: number, atLeast = 0): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 16));
  return Math.max(atLeast, Math.round(ceiling * (0.5 + random / 2)));
}
