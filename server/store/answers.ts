import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Queries } from './database.ts';

/** Whether the database answers now; why not is logged. */
export async function canAnswer(queries: Queries, log: Logger): Promise<boolean> {
  try {
    await queries.selectFrom('signing_key').select('id').limit(1).execute();
    return true;
  } catch (error) {
    log.warn({ err: error }, 'Not ready: the database cannot be reached.');
    return false;
  }
}

/** Whether something can be written now; why not is logged. */
export async function canStore(queries: Queries, log: Logger): Promise<boolean> {
  try {
    await sql`update installation set created_at = created_at`.execute(queries);
    return true;
  } catch (error) {
    log.warn({ err: error }, 'Nothing can be stored: people are told, and it is tried again.');
    return false;
  }
}
