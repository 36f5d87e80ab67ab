/**
 * Gathers from the roster what `decide` wants to know, and asks it. Handlers call these and nothing else.
 */
import { MullionError } from '../../shared/errors.ts';
import type { ChannelId, Firm, FirmId, Person, PersonId } from '../../shared/model.ts';
import type { Roster, RosterChannel, RosterPerson } from '../roster/roster.ts';
import { type Action, type ChannelFacts, decide, type PersonFacts, type Subject, type Targets } from './decide.ts';

/** The subject that a person is. An unknown person is nobody: refused (`token-invalid`). */
export function subjectOf(roster: Roster, id: PersonId): Subject {
  const { person, tenant, disabled } = roster.mustPerson(id);
  return { person: person.id, firm: person.firm, tenant, kind: person.kind, disabled };
}

export function channelFacts(roster: Roster, subject: Subject, entry: RosterChannel | undefined): ChannelFacts | null {
  if (!entry) return null;
  const { channel, members } = entry;
  return {
    kind: channel.kind,
    tenant: channel.tenant,
    feed: channel.feed,
    role: members.get(subject.person)?.role ?? null,
    homeFirms: channel.kind === 'persistent' ? homeFirms(roster, entry) : new Set(),
  };
}

/** A channel's entry is replaced whenever anything about it changes, so this holds for as long as the entry does. */
const knownHomeFirms = new WeakMap<RosterChannel, ReadonlySet<FirmId>>();

function homeFirms(roster: Roster, entry: RosterChannel): ReadonlySet<FirmId> | null {
  if (entry.members.size === 0) return null;
  const known = knownHomeFirms.get(entry);
  if (known) return known;
  const owners = new Set<FirmId>();
  for (const member of entry.members.values()) {
    const firm = member.role === 'owner' ? roster.person(member.person)?.person.firm : undefined;
    if (firm !== undefined) owners.add(firm);
  }
  const home = owners.size > 0 ? owners : new Set(roster.firmsOf(entry).keys());
  knownHomeFirms.set(entry, home);
  return home;
}

/** `inRecord`: whether the person is named in a log that the subject may read; see `PersonFacts`. */
export function personFacts(
  roster: Roster,
  subject: Subject,
  entry: RosterPerson | undefined,
  inRecord = false,
): PersonFacts | null {
  if (!entry) return null;
  const { person, tenant, disabled } = entry;
  const sharesChannel = person.firm !== subject.firm && roster.shareChannel(subject.person, person.id);
  return { person: person.id, firm: person.firm, tenant, disabled, sharesChannel, inRecord };
}

/** Throws the refusal unless the subject may. */
export function permit<A extends Action>(subject: Subject, action: A, target: Targets[A]): void {
  const verdict = decide(subject, action, target);
  if (!verdict.allow) throw new MullionError(verdict.code, verdict.reason);
}

/** The channel, if the subject may do this to it; throws the refusal otherwise. */
export function requireChannel(
  roster: Roster,
  subject: Subject,
  action: 'read-channel' | 'send' | 'join' | 'leave' | 'describe',
  id: ChannelId,
): RosterChannel {
  const entry = roster.channel(id);
  permit(subject, action, { channel: channelFacts(roster, subject, entry) });
  if (!entry) throw new MullionError('not-found');
  return entry;
}

/** The person, if the subject may do this to them; throws the refusal otherwise. */
export function requirePerson(roster: Roster, subject: Subject, action: 'converse' | 'see-person', id: PersonId): RosterPerson {
  const entry = roster.person(id);
  permit(subject, action, { person: personFacts(roster, subject, entry) });
  if (!entry) throw new MullionError('not-found');
  return entry;
}

/** Whether the subject may do this to the person. */
export function mayPerson(roster: Roster, subject: Subject, action: 'find-person' | 'see-presence', id: PersonId): boolean {
  return decide(subject, action, { person: personFacts(roster, subject, roster.person(id)) }).allow;
}

/** Of these people, those that the subject may know, with their firms. `inRecord`: those named in a log the subject reads. */
export function knownPeople(
  roster: Roster,
  subject: Subject,
  ids: Iterable<PersonId>,
  inRecord: ReadonlySet<PersonId> = new Set(),
): { people: Person[]; firms: Firm[] } {
  const people: Person[] = [];
  const firms = new Map<FirmId, Firm>();
  for (const id of new Set(ids)) {
    const entry = roster.person(id);
    if (!entry) continue;
    if (!decide(subject, 'see-person', { person: personFacts(roster, subject, entry, inRecord.has(id)) }).allow) continue;
    people.push(entry.person);
    const firm = roster.firm(entry.person.firm);
    if (firm) firms.set(firm.id, firm);
  }
  return { people, firms: [...firms.values()] };
}

/** Whether the subject may find this channel. */
export function mayFind(roster: Roster, subject: Subject, entry: RosterChannel): boolean {
  return decide(subject, 'find-channel', { channel: channelFacts(roster, subject, entry) }).allow;
}
