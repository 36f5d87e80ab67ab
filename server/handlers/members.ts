import { knownPeople, requireChannel, subjectOf } from '../policy/facts.ts';
import type { Handler } from './handler.ts';

export const members: Handler<'members'> = async ({ roster }, connection, { channel }) => {
  const subject = subjectOf(roster, connection.person);
  const entry = requireChannel(roster, subject, 'read-channel', channel);
  return { members: [...entry.members.values()], ...knownPeople(roster, subject, entry.members.keys()) };
};
