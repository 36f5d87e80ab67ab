/**
 * What people chose as their presence, so that it outlives the server.
 */
import type { ChosenStatus, PersonId } from '../../shared/model.ts';
import type { Queries } from './database.ts';

export type ChosenPresence = { person: PersonId; status: ChosenStatus | null; note: string | null; since: number };

export async function loadPresences(queries: Queries): Promise<ChosenPresence[]> {
  return await queries.selectFrom('presence').selectAll().execute();
}

export async function savePresence(queries: Queries, chosen: ChosenPresence): Promise<void> {
  await queries
    .insertInto('presence')
    .values(chosen)
    .onConflict((conflict) =>
      conflict.column('person').doUpdateSet({ status: chosen.status, note: chosen.note, since: chosen.since }),
    )
    .execute();
}
