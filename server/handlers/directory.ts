import type { Channel, Firm, FirmId, Person } from '../../shared/model.ts';
import type { Subject } from '../policy/decide.ts';
import { mayFind, mayPerson, subjectOf } from '../policy/facts.ts';
import type { Roster } from '../roster/roster.ts';
import { firstOf, matches, wantedOf, wordsOf } from './directory-match.ts';
import type { Handler } from './handler.ts';

const { compare } = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
const byName = (one: { name: string }, other: { name: string }) => compare(one.name, other.name);

export const directory: Handler<'directory'> = async ({ roster }, connection, { query, limit }) => {
  const subject = subjectOf(roster, connection.person);
  const wanted = wantedOf(query);
  const people = firstOf(findPeople(roster, subject, wanted), limit, byName);
  const channels = firstOf(findChannels(roster, subject, wanted), limit, byName);
  return { people, firms: firmsOf(roster, people), channels };
};

/** A person's or a channel's object is replaced when it changes, so its words hold for as long as it does. */
const knownWords = new WeakMap<object, string[]>();

function words(of: Person | Channel): string[] {
  const known = knownWords.get(of);
  if (known) return known;
  const fresh = wordsOf('handle' in of ? [of.handle, of.name, of.title ?? ''] : [of.name, of.topic]);
  knownWords.set(of, fresh);
  return fresh;
}

function* findPeople(roster: Roster, subject: Subject, wanted: readonly string[]): Generator<Person> {
  for (const { person } of roster.people()) {
    if (person.id === subject.person || !matches(wanted, words(person))) continue;
    if (mayPerson(roster, subject, 'find-person', person.id)) yield person;
  }
}

/** Channels that the subject could join: those that they are in already are in the sidebar. */
function* findChannels(roster: Roster, subject: Subject, wanted: readonly string[]): Generator<Channel> {
  for (const entry of roster.channels()) {
    const { channel, members } = entry;
    if (channel.kind !== 'persistent' || members.has(subject.person) || !matches(wanted, words(channel))) continue;
    if (mayFind(roster, subject, entry)) yield channel;
  }
}

function firmsOf(roster: Roster, people: readonly Person[]): Firm[] {
  const firms = new Map<FirmId, Firm>();
  for (const { firm: id } of people) {
    const firm = roster.firm(id);
    if (firm) firms.set(id, firm);
  }
  return [...firms.values()];
}
