/**
 * How long what gateways tell each other gathers before it goes. Pure.
 *
 * An entry costs both sides a command, whatever it holds. With time to spare it goes soon; the busier the thread, the more ride in
 * one, and nobody notices: under such load the rounds of the fan-out follow each other no faster.
 */
const LEAST_MS = 10;
const MOST_MS = 50;

/** From one entry to the next, and from one read to the next (ms). `busy`: the share of its time that the thread worked of late (0..1). */
export function gatherMs(busy: number): number {
  return LEAST_MS + (MOST_MS - LEAST_MS) * Math.min(1, Math.max(0, busy));
}
