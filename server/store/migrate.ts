/** Brings a database up to this program, while others serve on it: of this version, the one before, or the one after. */
import { setTimeout } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { MullionError } from '../../shared/errors.ts';
import { isContended } from './failure.ts';
import { type Migrations, migrations } from './migrations.ts';
import type { Schema } from './schema.ts';

export type Standing =
  /** Some of this program's migrations have not run: they are to. */
  | 'behind'
  | 'even'
  /** A newer program has been here, and this one can still serve. */
  | 'ahead'
  /** A newer program has been here, and this one cannot serve any more. */
  | 'too-new'
  /** It was made by a program that is neither older nor newer. */
  | 'foreign';

/** How a database with these migrations stands to a program that knows those. Pure. */
export function standingOf(known: readonly string[], done: readonly string[]): Standing {
  const isOurs = new Set(known);
  const isDone = new Set(done);
  const others = done.filter((name) => !isOurs.has(name));
  const pending = known.filter((name) => !isDone.has(name));
  if (others.length > 0 && pending.length > 0) return 'foreign';
  if (others.some((name) => name.endsWith('-breaking'))) return 'too-new';
  if (others.length > 0) return 'ahead';
  return pending.length > 0 ? 'behind' : 'even';
}

/**
 * Those who serve wait no longer than this (ms) behind a migration that waits for a table; then it steps back and tries again. It is
 * less than PostgreSQL waits before it looks for a deadlock (1 s): of the two, the migration gives way.
 */
const LOCK_TIMEOUT_MS = 500;
const RETRY_MS = 250;
const DEADLINE_MS = 120_000;

/**
 * Runs what has not run yet, each migration whole or not at all. Several processes may do so at once: one does it, the others wait for it.
 * Refuses (`unavailable`) a database that this program cannot serve.
 */
export async function migrate(database: Kysely<Schema>, list: Migrations = migrations): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const standing = standingOf(Object.keys(list), await doneOn(database));
    if (standing === 'too-new') {
      throw new MullionError('unavailable', 'The database was made by a newer version of this program. Update the program.');
    }
    if (standing === 'foreign') {
      throw new MullionError('unavailable', 'The database was made by another program than this one. Is DATABASE_URL right?');
    }
    if (standing !== 'behind') return;
    const error = await runNext(database, list);
    if (error === undefined) continue;
    if (!isContended(error) || Date.now() > deadline) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new MullionError('unavailable', `The database could not be brought up to this version: ${reason}`, { cause: error });
    }
    await setTimeout(RETRY_MS);
  }
}

/** Which migrations have run here, and which are still to come. */
export async function migrationState(database: Kysely<Schema>): Promise<{ done: string[]; pending: string[] }> {
  const done = await doneOn(database);
  return { done, pending: Object.keys(migrations).filter((name) => !done.includes(name)) };
}

/** Runs one: together they would hold one table while they wait for the next, which is how deadlocks come about. */
async function runNext(database: Kysely<Schema>, list: Migrations): Promise<unknown> {
  return await database.connection().execute(async (connection) => {
    await sql`set lock_timeout = ${sql.lit(LOCK_TIMEOUT_MS)}`.execute(connection);
    try {
      const migrator = new Migrator({ db: connection, provider: { getMigrations: async () => list } });
      return (await migrator.migrateUp()).error;
    } finally {
      await sql`reset lock_timeout`.execute(connection);
    }
  });
}

/** Every migration that has run, this program's or not, in the order in which they ran. */
async function doneOn(database: Kysely<Schema>): Promise<string[]> {
  const { rows: found } = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(
    database,
  );
  if (!found[0]?.there) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by timestamp, name`.execute(database);
  return rows.map(({ name }) => name);
}
