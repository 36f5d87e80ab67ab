/**
 * Keeps the roster true: loads it at the start, and reads again what this or another process has changed.
 */
import type { Logger } from 'pino';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import type { Change } from '../store/changes.ts';
import type { Queries } from '../store/database.ts';
import { insist } from '../store/insist.ts';
import { type ChannelRow, loadChannels, loadFirms, loadPeople, type PersonRow } from '../store/roster-rows.ts';
import type { MembershipChange, Roster } from './roster.ts';

export type RosterEvents = {
  /** A channel is known now whose description or members are not as they were. */
  onChannel: (change: MembershipChange & { described: boolean }) => void;
  /** A person was disabled. */
  onDisabled: (person: PersonId) => void;
  /** A session has ended, here or elsewhere. */
  onSessionEnded: (session: string) => void;
};

/** How far the clocks of the machines that add people may be apart. */
const CLOCKS_APART_MS = 10 * 60_000;

export class RosterKeeper {
  readonly #roster: Roster;
  readonly #queries: Queries;
  readonly #log: Logger;
  readonly #events: RosterEvents;
  /** When the newest person that is known was added. */
  #newest = 0;
  /** Readings that have not begun: whoever asks for the same in the meantime shares it. */
  readonly #waiting = new Map<string, Promise<void>>();
  /** Who has left since the reading under way began: it may still find them there. */
  readonly #parted = new Map<ChannelId, Set<PersonId>>();
  /** Readings come one after the other, so that an older one never overwrites a newer one. */
  #last: Promise<void> = Promise.resolve();
  readonly #stopped = new AbortController();

  constructor(roster: Roster, queries: Queries, log: Logger, events: RosterEvents) {
    this.#roster = roster;
    this.#queries = queries;
    this.#log = log;
    this.#events = events;
  }

  /** Reads everything. */
  all(): Promise<void> {
    return this.#read('all', async () => {
      await this.#people();
      for (const row of await loadChannels(this.#queries)) this.#putChannel(row);
    });
  }

  /** Reads one channel and its members. */
  channel(id: ChannelId): Promise<void> {
    return this.#read(id, async () => {
      for (const row of await loadChannels(this.#queries, id)) {
        if (row.members.some((member) => this.#roster.person(member.person) === undefined)) await this.#people();
        this.#putChannel(row);
      }
    });
  }

  /**
   * The person has just left the channel, by a commit of this process: so it is at once, before a word of what is said after it
   * goes out.
   */
  parted(id: ChannelId, person: PersonId): void {
    const entry = this.#roster.channel(id);
    if (!entry?.members.has(person)) return;
    this.#parted.set(id, new Set(this.#parted.get(id)).add(person));
    this.#putChannel({ channel: entry.channel, members: [...entry.members.values()] });
  }

  /** Makes sure that a person who has just been added is known, if there is one with this id. */
  async person(id: PersonId): Promise<void> {
    if (this.#roster.person(id) === undefined) await this.#read(id, () => this.#people({ id }));
  }

  /** What another process says it has changed. */
  take(change: Change): void {
    switch (change.type) {
      case 'person':
        this.#later(() => this.#read(change.person, () => this.#people({ id: change.person })));
        break;
      case 'people':
        this.#later(() => this.#read('people', () => this.#people({ addedSince: this.#newest - CLOCKS_APART_MS })));
        break;
      case 'channel':
      case 'membership':
        this.#later(() => this.channel(change.channel));
        break;
      case 'session':
        this.#events.onSessionEnded(change.session);
        break;
      case 'events':
        break;
    }
  }

  /** Changes may have been missed: reads everything again. */
  takeGap(): void {
    this.#later(() => this.all());
  }

  /** Reads nothing more by itself. */
  stop(): void {
    this.#stopped.abort();
  }

  async #people(which?: { id?: PersonId; addedSince?: number }): Promise<void> {
    const rows = await loadPeople(this.#queries, which);
    if (rows.some((row) => this.#roster.firm(row.person.firm) === undefined)) {
      for (const firm of await loadFirms(this.#queries)) this.#roster.putFirm(firm);
    }
    for (const row of rows) this.#putPerson(row);
  }

  #putPerson({ addedAt, ...row }: PersonRow): void {
    this.#newest = Math.max(this.#newest, addedAt);
    const wasDisabled = this.#roster.person(row.person.id)?.disabled ?? false;
    this.#roster.putPerson(row);
    if (row.disabled && !wasDisabled) this.#events.onDisabled(row.person.id);
  }

  #putChannel({ channel, members: found }: ChannelRow): void {
    const parted = this.#parted.get(channel.id);
    const members = parted ? found.filter(({ person }) => !parted.has(person)) : found;
    const before = this.#roster.channel(channel.id)?.channel;
    const change = this.#roster.putChannel(channel, members);
    const described = before === undefined || before.name !== channel.name || before.topic !== channel.topic;
    if (described || change.joined.length > 0 || change.left.length > 0) this.#events.onChannel({ ...change, described });
  }

  #read(key: string, reading: () => Promise<void>): Promise<void> {
    const waiting = this.#waiting.get(key);
    if (waiting) return waiting;
    const read = this.#last.then(() => {
      this.#waiting.delete(key);
      this.#parted.clear();
      return reading();
    });
    this.#waiting.set(key, read);
    this.#last = read.catch(() => undefined);
    return read;
  }

  /** What another process changed counts, however often it takes to read it: someone may have been removed. */
  #later(reading: () => Promise<void>): void {
    const failure = 'What another process changed could not be read';
    void insist(reading, { failure, signal: this.#stopped.signal, log: this.#log });
  }
}
