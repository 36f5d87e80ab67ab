/**
 * How long the fan-out waits before it sends what has gathered. Pure.
 *
 * Quiet: a few milliseconds, so that a message is there at once. Under load: up to 50 ms, so that many messages ride in one
 * frame; a frame costs each receiver the same whether it holds one event or fifty.
 */
export const QUIET_MS = 2;
export const MOST_MS = 50;

/** Frames (sockets × channels) per second that one process sends with ease; above it, the ticks are stretched. */
const EASY_FRAMES_PER_SECOND = 60_000;

/** What the last flush did: frames written to sockets, and how long the writing held the thread (ms). */
export type Flush = { frames: number; tookMs: number };

/**
 * The wait before the next flush, from the last one: long enough that its rate of frames stays easy, and that flushing takes
 * no more than half of the thread's time.
 */
export function nextTick(last: Flush): number {
  const byRate = (last.frames * 1000) / EASY_FRAMES_PER_SECOND;
  return Math.min(MOST_MS, Math.max(QUIET_MS, byRate, last.tookMs));
}
