/**
 * The log's rows: locked, looked up, written and read in sets. Only the event log and those who check it use this file.
 */
import { sql } from 'kysely';
import type { ChannelEvent, ChannelEvents } from '../../shared/events.ts';
import type { ChannelId, EventId, PersonId, TenantId } from '../../shared/model.ts';
import { Seq } from '../../shared/model.ts';
import { type Change, NOTIFICATIONS } from './changes.ts';
import { type CursorMove, movingCursors } from './cursors.ts';
import type { Queries, Transaction } from './database.ts';
import type { EventBodyTable, EventTable } from './schema.ts';

/** A channel's end, as it is written on. */
export interface ChainHead {
  channel: ChannelId;
  tenant: TenantId;
  seq: Seq;
  nth: number;
  hash: Buffer;
}

/**
 * The heads of those of the channels that exist, locked until the transaction ends. In the order of their ids, so that two
 * writers never wait for each other in a circle.
 */
export async function lockHeads(transaction: Transaction, channels: readonly ChannelId[]): Promise<Map<ChannelId, ChainHead>> {
  const rows = await transaction
    .selectFrom('channel')
    .select(['id as channel', 'tenant', 'head_seq as seq', 'head_nth as nth', 'head_hash as hash'])
    .where('id', '=', sql<ChannelId>`any(${channels}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return new Map(rows.map((row) => [row.channel, row]));
}

export interface Sought {
  channel: ChannelId;
  actor: PersonId;
  id: EventId;
}

/** What is known of an entry: where its event is if it is there already, and whether its actor is a member. */
export interface Found {
  event: { seq: Seq; nth: number; at: number } | undefined;
  member: boolean;
}

/**
 * One answer for each of what is sought, in the same order. Not prepared: a plan made while the log was small reads all of it
 * when it has grown.
 */
export async function lookUp(transaction: Transaction, sought: readonly Sought[]): Promise<Found[]> {
  const { rows } = await sql<{ seq: Seq | null; nth: number; at: number; member: boolean }>`
    select e.seq, e.nth, e.at, m.person is not null as member
    from unnest(
      ${sought.map((each) => each.channel)}::uuid[],
      ${sought.map((each) => each.actor)}::uuid[],
      ${sought.map((each) => each.id)}::uuid[]
    ) with ordinality as q(channel, actor, id, n)
    left join event e on e.channel = q.channel and e.actor = q.actor and e.id = q.id
    left join membership m on m.channel = q.channel and m.person = q.actor
    order by q.n`.execute(transaction);
  return rows.map(({ seq, nth, at, member }) => ({ event: seq === null ? undefined : { seq, nth, at }, member }));
}

/** A row of `event` and its row of `event_body`. */
export interface EventRow extends EventTable {
  salt: Buffer;
  body: string;
  /** Who is to be told that they are meant. */
  mentions: readonly PersonId[];
  /** Whether the actor's read cursor moves to it. */
  readByActor: boolean;
}

/**
 * Writes events with their bodies and mentions, moves the heads of their channels and the read cursors of those who spoke, and
 * announces it: one statement, for it is the path of every message. It goes ahead (statements.ts): where it fails, the next one does,
 * at the latest the commit.
 */
export async function writeEvents(
  transaction: Transaction,
  rows: readonly EventRow[],
  heads: readonly ChainHead[],
  changes: readonly Change[],
): Promise<void> {
  const mentions = rows.flatMap(({ channel, seq, mentions }) => mentions.map((person) => ({ channel, seq, person })));
  await sql`/* prepared: write, ahead */
    with rows as materialized (
      select * from unnest(
        ${rows.map((row) => row.channel)}::uuid[], ${rows.map((row) => row.seq)}::bigint[], ${rows.map((row) => row.nth)}::bigint[],
        ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.actor)}::uuid[],
        ${rows.map((row) => row.at)}::bigint[], ${rows.map((row) => row.digest)}::bytea[], ${rows.map((row) => row.hash)}::bytea[],
        ${rows.map((row) => row.salt)}::bytea[], ${rows.map((row) => row.body)}::text[]
      ) as row(channel, seq, nth, id, kind, actor, at, digest, hash, salt, body)
    ), headers as (
      insert into event (channel, seq, nth, id, kind, actor, at, digest, hash)
      select channel, seq, nth, id, kind, actor, at, digest, hash from rows
    ), bodies as (
      insert into event_body (channel, seq, salt, body) select channel, seq, salt, body from rows
    ), mentions as (
      insert into mention (person, channel, seq)
      select * from unnest(
        ${mentions.map((each) => each.person)}::uuid[], ${mentions.map((each) => each.channel)}::uuid[],
        ${mentions.map((each) => each.seq)}::bigint[]
      ) on conflict do nothing
    ), cursors as (
      ${movingCursors(cursorMoves(rows))}
    ), heads as (
      update channel set head_seq = head.seq, head_nth = head.nth, head_hash = head.hash
      from unnest(
        ${heads.map((head) => head.channel)}::uuid[], ${heads.map((head) => head.seq)}::bigint[],
        ${heads.map((head) => head.nth)}::bigint[], ${heads.map((head) => head.hash)}::bytea[]
      ) as head(channel, seq, nth, hash)
      where channel.id = head.channel
    )
    select pg_notify(${NOTIFICATIONS}, change)
    from unnest(${changes.map((change) => JSON.stringify(change))}::text[]) as change`.execute(transaction);
}

/** To the newest of each actor's events in a channel that move their cursor. */
function cursorMoves(rows: readonly EventRow[]): CursorMove[] {
  const moves = rows.filter((row) => row.readByActor).map(({ actor: person, channel, seq }) => ({ person, channel, seq }));
  return [...new Map(moves.map((move) => [`${move.person} ${move.channel}`, move])).values()];
}

const columns = ['event.seq', 'nth', 'id', 'kind', 'actor', 'at', 'body'] as const;

type ReadRow = Pick<EventTable, 'seq' | 'nth' | 'id' | 'kind' | 'actor' | 'at'> & { body: string | null };

/** A body that was erased, or is missing (which `doctor --verify` tells apart), reads as `erased`. */
function eventOf({ kind, body, ...header }: ReadRow): ChannelEvent {
  if (body === null) return { ...header, kind: 'erased', body: {} };
  return { ...header, kind, body: JSON.parse(body) };
}

/**
 * Events of a channel beyond a seq, with their bodies. The bound stands for both tables: the planner does not carry an
 * inequality over a join, and before its statistics are up to date it would read the bodies of a large channel from the first.
 */
function select(queries: Queries, channel: ChannelId, side: '>' | '<', bound: Seq) {
  return queries
    .selectFrom('event')
    .leftJoin('event_body', (join) =>
      join
        .onRef('event_body.channel', '=', 'event.channel')
        .onRef('event_body.seq', '=', 'event.seq')
        .on('event_body.seq', side, bound),
    )
    .select(columns)
    .where('event.channel', '=', channel)
    .where('event.seq', side, bound);
}

/** Up to `limit` events after a seq, in order. */
export async function eventsAfter(queries: Queries, channel: ChannelId, after: Seq, limit: number): Promise<ChannelEvent[]> {
  const rows = await select(queries, channel, '>', after).orderBy('event.seq').limit(limit).execute();
  return rows.map(eventOf);
}

/** The events of many channels, each after a seq (exclusive) up to another (inclusive), in order of seq. One query. */
export async function eventsOfRuns(
  queries: Queries,
  runs: readonly { channel: ChannelId; after: number; upTo: number }[],
): Promise<ChannelEvents[]> {
  if (runs.length === 0) return [];
  const { rows } = await sql<ReadRow & { channel: ChannelId }>`
    select run.channel, found.*
    from unnest(
      ${runs.map((run) => run.channel)}::uuid[], ${runs.map((run) => run.after)}::bigint[], ${runs.map((run) => run.upTo)}::bigint[]
    ) as run(channel, after, up_to)
    cross join lateral (
      select event.seq, nth, id, kind, actor, at, body
      from event left join event_body on event_body.channel = event.channel and event_body.seq = event.seq
        and event_body.seq > run.after and event_body.seq <= run.up_to
      where event.channel = run.channel and event.seq > run.after and event.seq <= run.up_to
      order by event.seq
    ) as found`.execute(queries);
  const events = new Map<ChannelId, ChannelEvent[]>(runs.map((run) => [run.channel, []]));
  for (const { channel, ...row } of rows) events.get(channel)?.push(eventOf(row));
  return runs.map(({ channel }) => ({ channel, events: events.get(channel) ?? [] }));
}

/** The last `limit` events before a seq, or of all, in order. */
export async function eventsBefore(
  queries: Queries,
  channel: ChannelId,
  before: Seq | undefined,
  limit: number,
): Promise<ChannelEvent[]> {
  const bound = before ?? Seq.parse(Number.MAX_SAFE_INTEGER);
  const rows = await select(queries, channel, '<', bound).orderBy('event.seq', 'desc').limit(limit).execute();
  return rows.map(eventOf).reverse();
}

/** Newest seq and message count of each of the channels that exist; of all that have events, without a list. */
export async function readHeads(
  queries: Queries,
  channels?: readonly ChannelId[],
): Promise<Map<ChannelId, { head: Seq; headNth: number }>> {
  const all = queries.selectFrom('channel').select(['id', 'head_seq as head', 'head_nth as headNth']);
  const rows = await (channels === undefined
    ? all.where('head_seq', '>', sql<Seq>`0`)
    : all.where('id', '=', sql<ChannelId>`any(${channels}::uuid[])`)
  ).execute();
  return new Map(rows.map(({ id, ...head }) => [id, head]));
}

/** How many messages there are up to and including a seq. */
export async function readNthAt(queries: Queries, channel: ChannelId, seq: Seq): Promise<number> {
  const row = await queries
    .selectFrom('event')
    .select('nth')
    .where('channel', '=', channel)
    .where('seq', '<=', seq)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.nth ?? 0;
}

/** A channel's head, without locking it. */
export async function readChainHead(queries: Queries, channel: ChannelId): Promise<ChainHead | undefined> {
  return queries
    .selectFrom('channel')
    .select(['id as channel', 'tenant', 'head_seq as seq', 'head_nth as nth', 'head_hash as hash'])
    .where('id', '=', channel)
    .executeTakeFirst();
}

/** An event as it is stored, for those who check the chain. */
export type StoredEvent = EventTable & {
  stored: boolean;
} & Pick<EventBodyTable, 'salt' | 'body' | 'erased_at'>;

/** Up to `limit` stored events after a seq, in order; `stored` says whether there is a row for the body at all. */
export async function storedAfter(queries: Queries, channel: ChannelId, after: number, limit: number): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select event.channel, event.seq, nth, id, kind, actor, at, digest, hash, salt, body, erased_at,
      event_body.seq is not null as stored
    from event left join event_body on event_body.channel = event.channel and event_body.seq = event.seq
      and event_body.seq > ${after}
    where event.channel = ${channel} and event.seq > ${after}
    order by event.seq limit ${limit}`.execute(queries);
  return rows;
}

/** Erases a body with its salt: the chain still verifies, and nobody can guess what it was. False if there was none left. */
export async function eraseBody(queries: Queries, channel: ChannelId, seq: Seq, at: number): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('event_body')
    .set({ body: null, salt: null, erased_at: at })
    .where('channel', '=', channel)
    .where('seq', '=', seq)
    .where('body', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
