/**
 * The embedded PostgreSQL as something several processes share: the first to come starts it, the last to leave stops it, and
 * what a killed process left running is simply used again.
 */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { MullionError } from '../../../shared/errors.ts';
import { isConnectionLoss, isExhausted } from '../failure.ts';
import { connectTo, lasting } from '../lasting.ts';
import { type Access, type Cluster, findCluster, findPostmaster, initialise, readAccess, start, stop } from './cluster.ts';
import { withLock } from './folder-lock.ts';

export interface EmbeddedPostgres {
  url: string;
  /** Gives up this process's use of it. All other connections of this handle must be closed before. */
  release(): Promise<void>;
}

const POLL_MS = 25;
const ANSWER_DEADLINE_MS = 60_000;

/**
 * Uses the embedded PostgreSQL of a data folder, and starts it again if it ends under our hands. `name` is the application
 * name of all connections of this handle.
 */
export async function openEmbedded(data: string, name: string, log: Logger): Promise<EmbeddedPostgres> {
  const cluster = await findCluster(data);
  const lock = join(data, 'postgres.lock');
  let url = '';

  const open = () =>
    withLock(lock, async () => {
      const { access, hold } = await use(cluster, name, log);
      url = urlOf(access, 'mullion');
      return hold;
    });

  const connection = await lasting({ what: 'The connection to the embedded database', open, log });
  return {
    url,
    release: async () => {
      const hold = await connection.release();
      await withLock(lock, () => leave(cluster, hold, name, log));
    },
  };
}

/** Finds it running or starts it, and holds one connection, by which other processes see that it is in use. */
async function use(cluster: Cluster, name: string, log: Logger): Promise<{ access: Access; hold: pg.Client }> {
  const known = await readAccess(cluster);
  if (known) {
    const adopted = await adopt(cluster, known, name);
    if (adopted) return adopted;
  } else log.info(`Making the database in ${cluster.data}.`);
  const access = await start(cluster, known ?? (await initialise(cluster)));
  return { access, hold: await connect(access, name) };
}

/** The running postmaster, once it takes connections; undefined when none runs, or the one that ran has ended meanwhile. */
async function adopt(cluster: Cluster, known: Access, name: string): Promise<{ access: Access; hold: pg.Client } | undefined> {
  const deadline = Date.now() + ANSWER_DEADLINE_MS;
  for (;;) {
    const running = await findPostmaster(cluster);
    if (!running) return undefined;
    const access = { ...known, port: running.port };
    try {
      return { access, hold: await connect(access, name) };
    } catch (error) {
      // Starting up, recovering or shutting down: its pid file says which in a moment. Or others have all its connections.
      if (!(isConnectionLoss(error) || isExhausted(error)) || Date.now() > deadline) {
        throw new MullionError(
          'unavailable',
          `The database in ${cluster.data} runs (process ${running.pid}) but does not let us in.`,
          {
            cause: error,
          },
        );
      }
      await setTimeout(POLL_MS);
    }
  }
}

/** Stops it, unless someone else is connected. */
async function leave(cluster: Cluster, hold: pg.Client, name: string, log: Logger): Promise<void> {
  try {
    const others = await hold.query(
      "select 1 from pg_stat_activity where backend_type = 'client backend' and application_name <> $1 limit 1",
      [name],
    );
    await hold.end();
    if (others.rowCount === 0) await stop(cluster);
  } catch (error) {
    // Nothing to stop: it has gone already, and whoever comes next starts it again.
    if (!isConnectionLoss(error)) throw error;
    log.warn({ err: error }, 'The embedded database had ended before it was released.');
  }
}

/** The connection that is held; whoever holds the first one makes the database. */
async function connect(access: Access, name: string): Promise<pg.Client> {
  const client = await connectTo({ connectionString: urlOf(access, 'postgres'), application_name: name, keepAlive: true });
  const { rowCount } = await client.query("select 1 from pg_database where datname = 'mullion'");
  if (rowCount === 0) await client.query('create database mullion');
  return client;
}

function urlOf(access: Access, database: string): string {
  return `postgres://mullion:${access.password}@127.0.0.1:${access.port}/${database}`;
}
