import type { Channel, Firm, FirmId, Person } from '../../shared/model.ts';
import { mayFind, mayPerson, subjectOf } from '../policy/facts.ts';
import type { Roster } from '../roster/roster.ts';
import { matches } from './directory-match.ts';
import type { Handler } from './handler.ts';

export const directory: Handler<'directory'> = async ({ roster }, connection, { query, limit }) => {
  const subject = subjectOf(roster, connection.person);
  const people: Person[] = [];
  for (const { person } of roster.people()) {
    if (person.id === subject.person || !matches(query, [person.handle, person.name, person.title ?? ''])) continue;
    if (mayPerson(roster, subject, 'find-person', person.id)) people.push(person);
  }
  const channels: Channel[] = [];
  for (const entry of roster.channels()) {
    const { channel, members } = entry;
    if (channel.kind !== 'persistent' || members.has(subject.person)) continue;
    if (matches(query, [channel.name, channel.topic]) && mayFind(roster, subject, entry)) channels.push(channel);
  }
  const found = people.sort((one, other) => one.name.localeCompare(other.name)).slice(0, limit);
  return {
    people: found,
    firms: firmsOf(roster, found),
    channels: channels.sort((one, other) => one.name.localeCompare(other.name)).slice(0, limit),
  };
};

function firmsOf(roster: Roster, people: readonly Person[]): Firm[] {
  const firms = new Map<FirmId, Firm>();
  for (const { firm: id } of people) {
    const firm = roster.firm(id);
    if (firm) firms.set(id, firm);
  }
  return [...firms.values()];
}
