import { decide } from '../policy/decide.ts';
import { knownPeople, personFacts, subjectOf } from '../policy/facts.ts';
import { namedInRecord } from '../store/channel-states.ts';
import type { Handler } from './handler.ts';

/** Who is not visible in the directory may still be named in a log that the viewer reads: those alone are looked up. */
export const people: Handler<'people'> = async ({ roster, queries }, connection, { ids }) => {
  const subject = subjectOf(roster, connection.person);
  const hidden = ids.filter((id) => {
    const entry = roster.person(id);
    return entry !== undefined && !decide(subject, 'see-person', { person: personFacts(roster, subject, entry) }).allow;
  });
  const named = await namedInRecord(queries, hidden, [...roster.channelsOf(connection.person)]);
  return knownPeople(roster, subject, ids, named);
};
