/** Who connects: people with a token each, who have been here before and have everything that was said so far. */
import type { ChannelId } from '../../shared/model.ts';
import type { CallInput, ChannelState } from '../../shared/protocol.ts';
import { type CastSize, channelName, membershipsOf } from '../harness/cast.ts';

export type Caller = { token: string; cursors?: CallInput<'sync'>['cursors'] };

/** The people of a cast but for `p0`, who sees all channels and says here where each of them stands. */
export function callersOf(size: CastSize, tokens: readonly string[], states: readonly ChannelState[]): Caller[] {
  const byName = new Map(states.map(({ channel, head }) => [channel.name, { id: channel.id, head }]));
  return membershipsOf(size).flatMap((channels, person) => {
    const token = tokens[person];
    if (person === 0 || token === undefined) return [];
    const cursors: Record<ChannelId, ChannelState['head']> = {};
    for (const channel of channels) {
      const known = byName.get(channelName(channel));
      if (known) cursors[known.id] = known.head;
    }
    return [{ token, cursors }];
  });
}

/** Callers in as many equal parts as there are processes to hold them. */
export function inParts<T>(all: readonly T[], parts: number): T[][] {
  const size = Math.ceil(all.length / parts);
  return Array.from({ length: parts }, (_, part) => all.slice(part * size, (part + 1) * size));
}
