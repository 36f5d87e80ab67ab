import { channelFacts, permit, personFacts, subjectOf } from '../policy/facts.ts';
import type { Handler } from './handler.ts';
import { write } from './write.ts';

/** Inviting a member changes nothing. */
export const invite: Handler<'invite'> = async (context, connection, { channel, id, person }) => {
  const { roster, keeper } = context;
  const actor = connection.person;
  const subject = subjectOf(roster, actor);
  const entry = roster.channel(channel);
  permit(subject, 'invite', {
    channel: channelFacts(roster, subject, entry),
    person: personFacts(roster, subject, roster.person(person)),
  });
  if (entry?.members.has(person)) return {};
  await write(context, {
    channel,
    id,
    actor,
    kind: 'join',
    body: { person },
    membersOnly: true,
    effect: { type: 'enters', person, role: 'member' },
  });
  await keeper.channel(channel);
  return {};
};
