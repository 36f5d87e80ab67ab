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
