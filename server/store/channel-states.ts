/**
 * What the gateway asks of many channels at once. Each is one query, however many channels or people there are.
 */
import { sql } from 'kysely';
import type { ChannelId, PersonId, Seq } from '../../shared/model.ts';
import type { Queries } from './database.ts';

/** Message count and time of single events, for counting what lies between. */
export type Place = { channel: ChannelId; seq: Seq; nth: number; at: number };

/** The places of those of the events that exist. */
export async function placesOf(queries: Queries, asked: readonly { channel: ChannelId; seq: number }[]): Promise<Place[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<Place>`
    select e.channel, e.seq, e.nth, e.at
    from unnest(${asked.map((one) => one.channel)}::uuid[], ${asked.map((one) => one.seq)}::bigint[]) as asked(channel, seq)
    join event e on e.channel = asked.channel and e.seq = asked.seq`.execute(queries);
  return rows;
}

/** Of these people, those who are named (speaking or mentioned) in the log of one of the channels. */
export async function namedInRecord(
  queries: Queries,
  people: readonly PersonId[],
  channels: readonly ChannelId[],
): Promise<Set<PersonId>> {
  if (people.length === 0 || channels.length === 0) return new Set();
  const { rows } = await sql<{ person: PersonId }>`
    select asked.person
    from unnest(${[...people]}::uuid[]) as asked(person)
    where exists (select from event e where e.channel = any(${[...channels]}::uuid[]) and e.actor = asked.person)
       or exists (select from mention m where m.person = asked.person and m.channel = any(${[...channels]}::uuid[]))`.execute(
    queries,
  );
  return new Set(rows.map((row) => row.person));
}
