import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Queries } from './database.ts';

/** Whether the database answers now; why not is logged. */
export function canAnswer(queries: Queries, log: Logger): Promise<boolean> {
  const asking = queries.selectFrom('signing_key').select('id').limit(1).execute();
  return succeeds(asking, log, 'Not ready: the database cannot be reached.');
}

/** Whether something can be written now; why not is logged. */
export function canStore(queries: Queries, log: Logger): Promise<boolean> {
  const storing = sql`update installation set created_at = created_at`.execute(queries);
  return succeeds(storing, log, 'Nothing can be stored: people are told, and it is tried again.');
}

async function succeeds(trying: Promise<unknown>, log: Logger, why: string): Promise<boolean> {
  try {
    await trying;
    return true;
  } catch (error) {
    log.warn({ err: error }, why);
    return false;
  }
}
