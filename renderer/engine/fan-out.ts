/**
 * Frames to one window: what has changed gathers, and goes out at most every 33 ms, at once when it was quiet. A window
 * that has not taken the frames before gets no further one; what gathers meanwhile is squashed into the next.
 */
import type { EnginePushes, SharedDiff, TimelineDiff } from '../../shared/engine-api.ts';
import type { ChannelId } from '../../shared/model.ts';
import type { Clock } from './clock.ts';
import { squashShared, squashTimeline } from './squash.ts';

const FRAME_MS = 33;
/** Frames under way to a window; with this many, the next one waits. */
const MOST_UNDERWAY = 3;

export interface FanOut {
  shared(diff: SharedDiff): void;
  timeline(diff: TimelineDiff): void;
  /** Drops what waits for a channel: it has been opened anew. */
  forget(channel: ChannelId): void;
  stop(): void;
}

export type FanOutParts = {
  clock: Clock;
  post(frame: EnginePushes['frame'], delivered: () => void): void;
  /** So much gathered for a channel that its timeline now begins at `from`. */
  onCut(channel: ChannelId, from: number): void;
};

export function createFanOut({ clock, post, onCut }: FanOutParts): FanOut {
  let shared: SharedDiff | null = null;
  const timelines = new Map<ChannelId, TimelineDiff[]>();
  let underway = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;
  let stopped = false;

  function schedule(): void {
    if (stopped || cancel || underway >= MOST_UNDERWAY || (!shared && timelines.size === 0)) return;
    // Never in the same turn: the answer to a call goes out before the diffs that follow it.
    cancel = clock.after(Math.max(0, lastAt + FRAME_MS - clock.now()), send);
  }

  function send(): void {
    cancel = null;
    const frame: EnginePushes['frame'] = {};
    if (shared) frame.shared = shared;
    if (timelines.size > 0) frame.timelines = [...timelines.values()].flat();
    shared = null;
    timelines.clear();
    lastAt = clock.now();
    underway += 1;
    post(frame, () => {
      underway -= 1;
      schedule();
    });
  }

  return {
    shared(diff) {
      shared = shared ? squashShared(shared, diff) : diff;
      schedule();
    },
    timeline(diff) {
      const before = timelines.get(diff.channel) ?? [];
      const after = squashTimeline(before, diff);
      timelines.set(diff.channel, after);
      const [only] = after;
      if (only?.type === 'reset' && diff.type !== 'reset') onCut(diff.channel, only.snapshot.events[0]?.seq ?? 0);
      schedule();
    },
    forget: (channel) => void timelines.delete(channel),
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
