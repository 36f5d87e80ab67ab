import { channelFacts, permit, personFacts, subjectOf } from '../policy/facts.ts';
import { addMember } from '../store/channels.ts';
import type { Handler } from './handler.ts';

/** Inviting a member changes nothing. */
export const invite: Handler<'invite'> = async ({ roster, log, keeper }, connection, { channel, id, person }) => {
  const actor = connection.person;
  const subject = subjectOf(roster, actor);
  const entry = roster.channel(channel);
  permit(subject, 'invite', {
    channel: channelFacts(roster, subject, entry),
    person: personFacts(roster, subject, roster.person(person)),
  });
  if (entry?.members.has(person)) return {};
  await log.append({
    channel,
    id,
    actor,
    kind: 'join',
    body: { person },
    membersOnly: true,
    within: async (transaction) => {
      await addMember(transaction, channel, person, 'member');
    },
  });
  await keeper.channel(channel);
  return {};
};
