/**
 * What connections are told when a channel's members or its description change: who has come hears it and gets its state, who
 * has left hears it no more. The verdict on delivery is taken here and at `sync`, so that fan-out itself stays one frame.
 */
import type { ChannelId, PersonId } from '../../shared/model.ts';
import { channelState } from '../handlers/channel-states.ts';
import type { Context } from '../handlers/handler.ts';
import { decide } from '../policy/decide.ts';
import { channelFacts, knownPeople, subjectOf } from '../policy/facts.ts';
import type { MembershipChange } from '../roster/roster.ts';
import { cursorsOf } from '../store/cursors.ts';
import type { Connection } from './connection.ts';

export async function announceChannel(context: Context, change: MembershipChange & { described: boolean }): Promise<void> {
  for (const person of change.left) {
    for (const connection of context.connectionsOf(person)) {
      if (!connection.channels.has(change.channel)) continue;
      connection.ignore(change.channel);
      connection.tell('gone', { channel: change.channel });
    }
  }
  for (const person of [...change.joined, ...change.left]) {
    context.presence.visibilityChanged(person, context.connectionsOf(person));
  }
  // Counts of firms have changed for everyone in it, not only for those who came.
  const members = context.roster.channel(change.channel)?.members.keys() ?? [];
  for (const person of members) {
    const connections = [...context.connectionsOf(person)].filter((connection) => connection.synced && !connection.behind);
    if (connections.length > 0) await tellState(context, person, change.channel, connections);
  }
}

async function tellState(context: Context, person: PersonId, id: ChannelId, connections: Connection[]): Promise<void> {
  const { roster, heads, queries } = context;
  // Whoever has just come hears the channel before its head is read, so that nothing falls between.
  const hearing = connections.filter(() => mayRead(context, person, id));
  for (const connection of hearing) connection.hear([id]);
  const cursor = (await cursorsOf(queries, person, [id])).get(id);
  const entry = roster.channel(id);
  const state = entry && cursor && channelState(roster, person, entry, heads.of(id), cursor);
  if (!entry || !state || !mayRead(context, person, id)) return;
  const named = state.peer === undefined ? [] : [state.peer];
  const { people } = knownPeople(roster, subjectOf(roster, person), named);
  const firms = state.firms.flatMap(({ firm }) => roster.firm(firm) ?? []);
  for (const connection of hearing) connection.tell('channel', { channel: state, people, firms });
}

function mayRead({ roster }: Context, person: PersonId, id: ChannelId): boolean {
  const subject = subjectOf(roster, person);
  return decide(subject, 'read-channel', { channel: channelFacts(roster, subject, roster.channel(id)) }).allow;
}
