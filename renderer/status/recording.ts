/** Whether the firm keeps a record of what is said, over all of a person's conversations. Pure. */
import type { ChannelView } from '../../shared/engine-api.ts';

export type Recording = 'all' | 'none' | { unrecorded: number };

/** Null where there is no conversation to be told of. */
export function recordingOf(channels: Iterable<Pick<ChannelView, 'channel'>>): Recording | null {
  const recorded = [...channels].map(({ channel }) => channel.recorded);
  const unrecorded = recorded.filter((each) => !each).length;
  if (recorded.length === 0) return null;
  if (unrecorded === 0) return 'all';
  return unrecorded === recorded.length ? 'none' : { unrecorded };
}
