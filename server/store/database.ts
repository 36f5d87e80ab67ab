/**
 * The one way to the database: a PostgreSQL that is given by its URL, or the embedded one of a data folder.
 */
import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { Kysely, type Transaction as KyselyTransaction, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { MullionError } from '../../shared/errors.ts';
import { type EmbeddedPostgres, openEmbedded } from './embedded/postgres.ts';
import { isExhausted } from './failure.ts';
import { connectTo } from './lasting.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { openStatements } from './statements.ts';

/** Queries, inside or outside a transaction. Repository functions take this, so that a caller decides about transactions. */
export type Queries = Kysely<Schema>;
export type Transaction = KyselyTransaction<Schema>;

export interface Database {
  readonly queries: Queries;
  /** A data folder's own PostgreSQL, or one given by a URL. */
  readonly kind: 'embedded' | 'given';
  /** Where it is, for people: never holds a password. */
  readonly place: string;
  /** A connection of one's own, outside the pool, for listening and for locks that last. The caller ends it. */
  connect(): Promise<pg.Client>;
  /** Closes the connections; an embedded PostgreSQL that nobody else uses is stopped. Can be called twice. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://…`; without it, the embedded PostgreSQL of the data folder. */
  url?: string | undefined;
  /** The data folder; used only without a URL. */
  data: string;
  log: Logger;
  /** Most connections in the pool. */
  connections?: number;
}

// Without a name in the URL or in PGUSER it is the one of who runs this, as for PostgreSQL's own programs; a service has no USER.
pg.defaults.user ??= userInfo().username;

/** Numbers of the log fit a double for the next 285,000 years at 1,000 a second, so bigint is read as number. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

/**
 * Opens the database and brings its tables up to this program. The embedded PostgreSQL is found running, or else started.
 * Refuses with one sentence (`unavailable`) when it cannot be reached.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const name = `mullion ${process.pid}/${randomBytes(3).toString('hex')}`;
  const embedded = options.url === undefined ? await openEmbedded(options.data, name, options.log) : undefined;
  try {
    return await openAt(embedded?.url ?? options.url ?? '', name, embedded, options);
  } catch (error) {
    await embedded?.release();
    throw error;
  }
}

async function openAt(
  url: string,
  name: string,
  embedded: EmbeddedPostgres | undefined,
  options: DatabaseOptions,
): Promise<Database> {
  const config: pg.ClientConfig = {
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types,
  };
  const place = embedded ? options.data : placeOf(url);
  const pool = new pg.Pool({ ...config, max: options.connections ?? 10, pipeline: true });
  // A connection that is lost while in use rejects its query, and also emits an error that would end the process unheard.
  pool.on('connect', (client) =>
    client.on('error', (error) => options.log.debug(`A database connection was lost: ${error.message}`)),
  );
  pool.on('error', (error) => options.log.warn(`An idle database connection was lost: ${error.message}`));
  const queries = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: openStatements(pool) }) });
  let closing: Promise<void> | undefined;
  const close = async () => {
    await queries.destroy();
    await embedded?.release();
  };
  try {
    await reach(pool, place, options.log);
    await migrate(queries);
  } catch (error) {
    await queries.destroy();
    throw error;
  }
  return {
    queries,
    kind: embedded ? 'embedded' : 'given',
    place,
    connect: () => connectTo(config),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

const REACH_DEADLINE_MS = 60_000;
const RETRY_MS = 250;

/** Others may have all its connections, many servers that start at once for example: that passes, and is waited for. */
async function reach(pool: pg.Pool, place: string, log: Logger): Promise<void> {
  for (const until = Date.now() + REACH_DEADLINE_MS; ; ) {
    try {
      await pool.query('select 1');
      return;
    } catch (error) {
      if (isExhausted(error) && Date.now() < until) {
        log.debug({ err: error }, 'The database has no connection left; it is tried again.');
        await setTimeout(RETRY_MS);
        continue;
      }
      const reason = error instanceof AggregateError ? error.errors.map(String).join('; ') : String(error);
      throw new MullionError('unavailable', `The database at ${place} cannot be reached: ${reason}`, { cause: error });
    }
  }
}

/** The URL without its password. */
function placeOf(url: string): string {
  if (!URL.canParse(url))
    throw new MullionError('bad-request', 'DATABASE_URL is not a URL; it looks like postgres://user:password@host:5432/name.');
  const { hostname, port, pathname, searchParams } = new URL(url);
  const socket = searchParams.get('host');
  return socket ? `${socket}${pathname}` : `${hostname}:${port || '5432'}${pathname}`;
}
