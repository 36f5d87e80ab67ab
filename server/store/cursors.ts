/**
 * How far people have read, and which unread messages mean them.
 */
import { type RawBuilder, sql } from 'kysely';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import { Seq } from '../../shared/model.ts';
import type { Queries } from './database.ts';

/** A person's place in a channel: seq, messages up to it, unread messages that mention the person. */
export interface Cursor {
  read: Seq;
  readNth: number;
  mentions: number;
}

/** Where someone is who has read nothing. */
export const unread: Cursor = { read: Seq.parse(0), readNth: 0, mentions: 0 };

/** Moves a read cursor forward, never past the channel's head; a smaller seq changes nothing. Answers where it is now. */
export async function moveCursor(queries: Queries, person: PersonId, channel: ChannelId, seq: Seq): Promise<Cursor> {
  await sql`
    insert into read_cursor (person, channel, seq)
    select ${person}::uuid, id, least(${seq}::bigint, head_seq) from channel where id = ${channel}
    on conflict (person, channel) do update set seq = excluded.seq where read_cursor.seq < excluded.seq`.execute(queries);
  const cursors = await cursorsOf(queries, person, [channel]);
  return cursors.get(channel) ?? unread;
}

/** A read cursor that is to be moved forward. */
export type CursorMove = { person: PersonId; channel: ChannelId; seq: Seq };

/**
 * The statement that moves read cursors forward; a smaller seq changes nothing. No (person, channel) may come twice. In the order
 * of their key, so that two who write them never wait for each other in a circle.
 */
export function movingCursors(moves: readonly CursorMove[]): RawBuilder<unknown> {
  return sql`
    insert into read_cursor (person, channel, seq)
    select * from unnest(
      ${moves.map((move) => move.person)}::uuid[], ${moves.map((move) => move.channel)}::uuid[], ${moves.map((move) => move.seq)}::bigint[]
    ) as moved(person, channel, seq) order by 1, 2
    on conflict (person, channel) do update set seq = excluded.seq where read_cursor.seq < excluded.seq`;
}

/** A person's cursor in each of the channels. */
export async function cursorsOf(
  queries: Queries,
  person: PersonId,
  channels: readonly ChannelId[],
): Promise<Map<ChannelId, Cursor>> {
  const rows = await cursorsAt(
    queries,
    channels.map((channel) => ({ person, channel })),
  );
  return new Map(rows.map(({ channel, read, readNth, mentions }) => [channel, { read, readNth, mentions }]));
}

/** Many people's cursors, each in one of many channels; who has read nothing there has a cursor of 0. */
export async function cursorsAt(
  queries: Queries,
  places: readonly { person: PersonId; channel: ChannelId }[],
): Promise<({ person: PersonId; channel: ChannelId } & Cursor)[]> {
  const { rows } = await sql<{ person: PersonId; channel: ChannelId } & Cursor>`
    select place.person, place.channel, coalesce(c.seq, 0) as read, coalesce(e.nth, 0) as "readNth",
      (select count(*) from mention m
       where m.person = place.person and m.channel = place.channel and m.seq > coalesce(c.seq, 0)) as mentions
    from unnest(
      ${places.map(({ person }) => person)}::uuid[], ${places.map(({ channel }) => channel)}::uuid[]
    ) as place(person, channel)
    left join read_cursor c on c.channel = place.channel and c.person = place.person
    left join event e on e.channel = place.channel and e.seq = c.seq`.execute(queries);
  return rows;
}
