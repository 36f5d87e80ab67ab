import type { Queries } from './database.ts';

/** The database's own id: the same for all who use it, and no other's. */
export async function installationOf(queries: Queries): Promise<string> {
  const { id } = await queries.selectFrom('installation').select('id').executeTakeFirstOrThrow();
  return id;
}
