/**
 * Who was ever a member of which channel, from the database: by membership now, or by an event of coming or going.
 */
import type { PersonId } from '../../../shared/model.ts';
import { z } from '../../../shared/schema.ts';
import type { Queries } from '../../store/database.ts';

const Named = z.object({ person: z.string() });

/** Channels that these people were ever in, by person. */
export async function everIn(queries: Queries): Promise<(person: PersonId, channel: string) => boolean> {
  const known = new Set<string>();
  const key = (person: string, channel: string) => `${person} ${channel}`;
  for (const { person, channel } of await queries.selectFrom('membership').select(['person', 'channel']).execute()) {
    known.add(key(person, channel));
  }
  const moves = await queries
    .selectFrom('event')
    .innerJoin('event_body', (on) =>
      on.onRef('event_body.channel', '=', 'event.channel').onRef('event_body.seq', '=', 'event.seq'),
    )
    .select(['event.channel', 'event_body.body'])
    .where('event.kind', 'in', ['join', 'leave'])
    .execute();
  for (const { channel, body } of moves) known.add(key(Named.parse(JSON.parse(body ?? '')).person, channel));
  return (person, channel) => known.has(key(person, channel));
}
