/**
 * Who and what there is, in memory: firms, people, channels, members. Loaded at the start and kept true by what this and other
 * processes do (keep.ts). Reads are plain lookups, so that policy can be asked for every frame.
 */
import { MullionError } from '../../shared/errors.ts';
import type { Channel, ChannelId, Firm, FirmId, Member, Person, PersonId, TenantId } from '../../shared/model.ts';

/** A person as the server knows them. */
export type RosterPerson = { person: Person; tenant: TenantId; disabled: boolean };

/** A channel with its members. */
export type RosterChannel = { channel: Channel; members: ReadonlyMap<PersonId, Member> };

/** Who came into a channel and who left it, when it was replaced. */
export type MembershipChange = { channel: ChannelId; joined: PersonId[]; left: PersonId[] };

const none: ReadonlySet<ChannelId> = new Set();

export class Roster {
  readonly #firms = new Map<FirmId, Firm>();
  readonly #people = new Map<PersonId, RosterPerson>();
  readonly #channels = new Map<ChannelId, RosterChannel>();
  readonly #channelsOf = new Map<PersonId, Set<ChannelId>>();
  readonly #firmsOf = new WeakMap<RosterChannel, Map<FirmId, number>>();

  firm(id: FirmId): Firm | undefined {
    return this.#firms.get(id);
  }

  person(id: PersonId): RosterPerson | undefined {
    return this.#people.get(id);
  }

  /** A person who is known to be there; refused (`token-invalid`) if they are not. */
  mustPerson(id: PersonId): RosterPerson {
    const known = this.#people.get(id);
    if (!known) throw new MullionError('token-invalid');
    return known;
  }

  channel(id: ChannelId): RosterChannel | undefined {
    return this.#channels.get(id);
  }

  people(): IterableIterator<RosterPerson> {
    return this.#people.values();
  }

  channels(): IterableIterator<RosterChannel> {
    return this.#channels.values();
  }

  /** The channels that a person is a member of. */
  channelsOf(person: PersonId): ReadonlySet<ChannelId> {
    return this.#channelsOf.get(person) ?? none;
  }

  /** Whether two people are members of one same channel. */
  shareChannel(one: PersonId, other: PersonId): boolean {
    const mine = this.channelsOf(one);
    const theirs = this.channelsOf(other);
    const [fewer, more] = mine.size <= theirs.size ? [mine, theirs] : [theirs, mine];
    for (const channel of fewer) if (more.has(channel)) return true;
    return false;
  }

  /** How many members of each firm a channel has. */
  firmsOf(entry: RosterChannel): ReadonlyMap<FirmId, number> {
    const known = this.#firmsOf.get(entry);
    if (known) return known;
    const counts = new Map<FirmId, number>();
    for (const id of entry.members.keys()) {
      const firm = this.#people.get(id)?.person.firm;
      if (firm !== undefined) counts.set(firm, (counts.get(firm) ?? 0) + 1);
    }
    this.#firmsOf.set(entry, counts);
    return counts;
  }

  putFirm(firm: Firm): void {
    this.#firms.set(firm.id, firm);
  }

  putPerson(entry: RosterPerson): void {
    this.#people.set(entry.person.id, entry);
  }

  /** Puts a channel in place of what was known of it, and tells who came and who left. */
  putChannel(channel: Channel, members: Iterable<Member>): MembershipChange {
    const before = this.#channels.get(channel.id)?.members;
    const after = new Map<PersonId, Member>();
    const joined: PersonId[] = [];
    for (const member of members) {
      after.set(member.person, member);
      if (before?.has(member.person)) continue;
      joined.push(member.person);
      const known = this.#channelsOf.get(member.person);
      if (known) known.add(channel.id);
      else this.#channelsOf.set(member.person, new Set([channel.id]));
    }
    const left = before ? [...before.keys()].filter((person) => !after.has(person)) : [];
    for (const person of left) this.#channelsOf.get(person)?.delete(channel.id);
    this.#channels.set(channel.id, { channel, members: after });
    return { channel: channel.id, joined, left };
  }
}
