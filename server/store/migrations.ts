/**
 * The list of migrations, oldest first. To add one: write `migrations/NNNN-name.ts` with an `up`, add its line here and its
 * tables to schema.ts. A migration that has been released is never changed.
 */
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { MullionError } from '../../shared/errors.ts';
import * as core from './migrations/0001-core.ts';
import * as signIn from './migrations/0002-sign-in.ts';
import * as installation from './migrations/0003-installation.ts';
import type { Schema } from './schema.ts';

const migrations: Record<string, Migration> = {
  '0001-core': core,
  '0002-sign-in': signIn,
  '0003-installation': installation,
};

/** Which migrations have run here, and which are still to come. */
export interface MigrationState {
  done: string[];
  pending: string[];
}

function migrator(database: Kysely<Schema>): Migrator {
  return new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
}

/** Brings the database up to this program. Several processes may do so at once: one does it, the others wait for it. */
export async function migrate(database: Kysely<Schema>): Promise<void> {
  const { error } = await migrator(database).migrateToLatest();
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : String(error);
  if (reason.includes('corrupted migrations')) {
    throw new MullionError('unavailable', 'The database was made by a newer version of this program. Update the program.', {
      cause: error,
    });
  }
  throw new MullionError('unavailable', `The database could not be brought up to this version: ${reason}`, { cause: error });
}

/** What `migrate` has done and would do. */
export async function migrationState(database: Kysely<Schema>): Promise<MigrationState> {
  const all = await migrator(database).getMigrations();
  return {
    done: all.filter((migration) => migration.executedAt).map((migration) => migration.name),
    pending: all.filter((migration) => !migration.executedAt).map((migration) => migration.name),
  };
}
