/**
 * One server for a data folder. The lock is one of PostgreSQL's, held by a connection: it ends with the process that holds
 * it, however that ends. Servers that share a given database are meant to be several and lock nothing.
 */
import type pg from 'pg';
import type { Logger } from 'pino';
import { MullionError } from '../../shared/errors.ts';
import type { Database } from './database.ts';
import { lasting } from './lasting.ts';

export interface ServerLock {
  release(): Promise<void>;
}

/** Any number that nothing else in this database locks. */
const KEY = 742_001;

/**
 * Takes the lock. Refuses (`already-exists`) with a sentence that names the process which has it. The lock is taken again
 * when its connection was lost.
 */
export async function lockServer(database: Database, log: Logger): Promise<ServerLock> {
  if (database.kind === 'given') return { release: async () => undefined };
  async function open(): Promise<pg.Client> {
    const client = await database.connect();
    try {
      await claim(client, database.place);
    } catch (error) {
      await client.end();
      throw error;
    }
    return client;
  }

  const connection = await lasting({ what: 'The connection that holds the lock of the data folder', open, log });
  return { release: async () => (await connection.release()).end() };
}

async function claim(client: pg.Client, place: string): Promise<void> {
  const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [KEY]);
  if (rows[0]?.taken === true) return;
  const holders = await client.query(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and classid = 0 and objid = $1::bigint::oid`,
    [KEY],
  );
  const [, pid] = /^mullion (\d+)\//.exec(String(holders.rows[0]?.name)) ?? [];
  const who = pid === undefined ? '' : ` (process ${pid})`;
  throw new MullionError('already-exists', `A server uses ${place} already${who}; this one leaves it alone.`);
}
