/**
 * Channels as one of their members has them.
 */
import type { ChannelId, FirmId, PersonId } from '../../shared/model.ts';
import type { ChannelState } from '../../shared/protocol.ts';
import type { Head } from '../log/event-log.ts';
import type { Roster, RosterChannel } from '../roster/roster.ts';
import { type Cursor, unread } from '../store/cursors.ts';
import type { Reads } from './reads.ts';

type Parts = { roster: Roster; reads: Pick<Reads, 'cursors'> };
type HeadOf = (channel: ChannelId) => Head;

/** The states of those of the channels that the person is a member of. */
export async function channelStates(
  { roster, reads }: Parts,
  person: PersonId,
  channels: readonly ChannelId[],
  headOf: HeadOf,
): Promise<ChannelState[]> {
  const cursors = await reads.cursors(person, channels);
  const states: ChannelState[] = [];
  for (const id of channels) {
    const entry = roster.channel(id);
    const state = entry && channelState(roster, person, entry, headOf(id), cursors.get(id) ?? unread);
    if (state) states.push(state);
  }
  return states;
}

/** The state of one channel; undefined when the person is not a member. */
export function channelState(
  roster: Roster,
  person: PersonId,
  entry: RosterChannel,
  { head, headNth }: Head,
  { read, readNth, mentions }: Cursor,
): ChannelState | undefined {
  const role = entry.members.get(person)?.role;
  if (role === undefined) return undefined;
  const firms: { firm: FirmId; members: number }[] = [];
  for (const [firm, members] of roster.firmsOf(entry)) firms.push({ firm, members });
  const state: ChannelState = { channel: entry.channel, role, head, headNth, read, readNth, mentions, firms };
  const peer = entry.channel.kind === 'direct' ? [...entry.members.keys()].find((id) => id !== person) : undefined;
  return peer === undefined ? state : { ...state, peer };
}
