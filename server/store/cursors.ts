/**
 * How far people have read, and which unread messages mean them.
 */
import { sql } from 'kysely';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import { Seq } from '../../shared/model.ts';
import type { Queries } from './database.ts';

/** A person's place in a channel: seq, messages up to it, unread messages that mention the person. */
export interface Cursor {
  read: Seq;
  readNth: number;
  mentions: number;
}

/** Moves a read cursor forward, never past the channel's head; a smaller seq changes nothing. Answers where it is now. */
export async function moveCursor(queries: Queries, person: PersonId, channel: ChannelId, seq: Seq): Promise<Cursor> {
  await sql`
    insert into read_cursor (person, channel, seq)
    select ${person}::uuid, id, least(${seq}::bigint, head_seq) from channel where id = ${channel}
    on conflict (person, channel) do update set seq = excluded.seq where read_cursor.seq < excluded.seq`.execute(queries);
  const cursors = await cursorsOf(queries, person, [channel]);
  return cursors.get(channel) ?? { read: Seq.parse(0), readNth: 0, mentions: 0 };
}

/** A person's cursor in each of the channels that exist. */
export async function cursorsOf(
  queries: Queries,
  person: PersonId,
  channels: readonly ChannelId[],
): Promise<Map<ChannelId, Cursor>> {
  const { rows } = await sql<{ channel: ChannelId } & Cursor>`
    select channel.id as channel, coalesce(read_cursor.seq, 0) as read, coalesce(event.nth, 0) as "readNth",
      (select count(*) from mention
       where mention.person = ${person} and mention.channel = channel.id and mention.seq > coalesce(read_cursor.seq, 0)) as mentions
    from channel
    left join read_cursor on read_cursor.channel = channel.id and read_cursor.person = ${person}
    left join event on event.channel = channel.id and event.seq = read_cursor.seq
    where channel.id = any(${channels}::uuid[])`.execute(queries);
  return new Map(rows.map(({ channel, ...cursor }) => [channel, cursor]));
}
