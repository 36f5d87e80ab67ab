/**
 * Counts change faster than anyone reads them: at a thousand messages a second each count would be drawn thirty times a
 * second, in the sidebar and in every header. So what only counts is taken in ten times a second; a channel that comes or
 * goes is taken in at once.
 */
import type { SharedDiff } from '../../shared/engine-api.ts';
import type { ChannelId } from '../../shared/model.ts';

type ChannelsDiff = NonNullable<SharedDiff['channels']>;

/** Counts are taken in this often (ms) at most. */
export const COUNTS_MS = 100;

/** Two diffs as one: what the second says of a channel holds. */
export function squashedChannels(first: ChannelsDiff, second: ChannelsDiff): ChannelsDiff {
  const upsert = new Map(first.upsert.map((view) => [view.channel.id, view]));
  const remove = new Set(first.remove);
  for (const id of second.remove) {
    upsert.delete(id);
    remove.add(id);
  }
  for (const view of second.upsert) {
    remove.delete(view.channel.id);
    upsert.set(view.channel.id, view);
  }
  return { upsert: [...upsert.values()], remove: [...remove] };
}

export type ChannelIntake = {
  take(diff: ChannelsDiff): void;
  /** Forgets what waits: everything is told anew. */
  reset(): void;
};

/** Hands diffs on to `apply`, in order and none lost, spread in time. `isKnown` tells a channel that is there already. */
export function createChannelIntake(apply: (diff: ChannelsDiff) => void, isKnown: (id: ChannelId) => boolean): ChannelIntake {
  let waiting: ChannelsDiff | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    const diff = waiting;
    waiting = null;
    last = performance.now();
    apply(diff);
  };

  return {
    take(diff) {
      waiting = waiting ? squashedChannels(waiting, diff) : diff;
      const onlyCounts = diff.remove.length === 0 && diff.upsert.every((view) => isKnown(view.channel.id));
      const wait = last + COUNTS_MS - performance.now();
      if (!onlyCounts || wait <= 0) flush();
      else timer ??= setTimeout(flush, wait);
    },
    reset() {
      clearTimeout(timer);
      timer = undefined;
      waiting = null;
      last = Number.NEGATIVE_INFINITY;
    },
  };
}
