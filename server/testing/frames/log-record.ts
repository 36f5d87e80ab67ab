/** What the channels of a world hold, read from the database when all is over: what a frame says of an event must be so. */
import type { ChannelEvent } from '../../../shared/events.ts';
import type { ChannelId, PersonId } from '../../../shared/model.ts';
import { Seq } from '../../../shared/model.ts';
import { namedIn } from '../../handlers/named.ts';
import type { Queries } from '../../store/database.ts';
import { eventsAfter } from '../../store/events.ts';

const MOST = 100_000;

export class LogRecord {
  readonly #logs: ReadonlyMap<ChannelId, readonly ChannelEvent[]>;
  /** channel -> person -> the first event that names them. */
  readonly #named = new Map<ChannelId, Map<PersonId, ChannelEvent>>();

  private constructor(logs: ReadonlyMap<ChannelId, readonly ChannelEvent[]>) {
    this.#logs = logs;
    for (const [channel, events] of logs) {
      const first = new Map<PersonId, ChannelEvent>();
      for (const event of events) for (const person of namedIn([event])) if (!first.has(person)) first.set(person, event);
      this.#named.set(channel, first);
    }
  }

  static async read(queries: Queries, channels: Iterable<ChannelId>): Promise<LogRecord> {
    const logs = new Map<ChannelId, ChannelEvent[]>();
    for (const channel of channels) logs.set(channel, await eventsAfter(queries, channel, Seq.parse(0), MOST));
    return new LogRecord(logs);
  }

  channels(): Iterable<[ChannelId, readonly ChannelEvent[]]> {
    return this.#logs;
  }

  at(channel: ChannelId, seq: number): ChannelEvent | undefined {
    return this.#logs.get(channel)?.[seq - 1];
  }

  /** How many messages there are up to a seq; undefined when the channel does not go so far. */
  countAt(channel: ChannelId, seq: number): number | undefined {
    return seq === 0 ? 0 : this.at(channel, seq)?.nth;
  }

  /** The first event that names the person. */
  naming(channel: ChannelId, person: PersonId): ChannelEvent | undefined {
    return this.#named.get(channel)?.get(person);
  }

  /** The event by which the person left last, in this span of time. */
  leaving(channel: ChannelId, person: PersonId, { from, to }: { from: number; to: number }): ChannelEvent | undefined {
    return this.#logs
      .get(channel)
      ?.findLast((event) => event.kind === 'leave' && event.body.person === person && event.at >= from && event.at <= to);
  }

  /** How many messages after a seq mean the person. */
  mentionsAfter(channel: ChannelId, person: PersonId, seq: number): number {
    const events = this.#logs.get(channel)?.slice(seq) ?? [];
    return events.filter((event) => event.kind === 'message' && event.body.mentions?.includes(person)).length;
  }
}
