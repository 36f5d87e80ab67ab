/**
 * The database under the servers, from below: what the log really holds, and what can be done to a PostgreSQL. Read with SQL of
 * our own, so that a mistake of the product's reading does not hide itself.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { ChannelEvent } from '../../shared/events.ts';
import type { ChannelId } from '../../shared/model.ts';
import { z } from '../../shared/schema.ts';
import { onPostgres } from '../../testing/postgres.ts';

export interface StageDatabase {
  readonly kind: 'embedded' | 'given';
  /** `PostgreSQL 18.4`. */
  version(): Promise<string>;
  /** How a command of the product finds it. */
  readonly tool: { args: readonly string[]; env: NodeJS.ProcessEnv };
  /** The whole log of a channel, in order of seq. */
  log(channel: ChannelId): Promise<ChannelEvent[]>;
  /** Kills it: the postmaster of an embedded one, all connections of a given one. */
  kill(): Promise<void>;
  /** Takes every connection that there is, those of the servers first; returns how to give them back. */
  takeConnections(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const Access = z.object({ port: z.int(), password: z.string() });
const Row = z.object({ body: z.string().nullable() }).loose();

/** The embedded PostgreSQL of a data folder, which the servers start by themselves. */
export function embeddedDatabase(data: string): StageDatabase {
  const url = async (database = 'mullion') => {
    const { port, password } = Access.parse(JSON.parse(await readFile(join(data, 'postgres.json'), 'utf8')));
    return `postgres://mullion:${password}@127.0.0.1:${port}/${database}`;
  };
  return {
    kind: 'embedded',
    tool: { args: ['--data', data], env: { DATABASE_URL: '' } },
    version: () => versionAt(url),
    log: (channel) => readLog(url, channel),
    async kill() {
      const [pid] = (await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGKILL');
    },
    takeConnections: () => takeAll(url, 'mullion'),
    close: async () => undefined,
  };
}

/**
 * A database of its own on a PostgreSQL that is given, with a role of its own: that role may have no more than `MOST`
 * connections, so that running out of them disturbs nobody else who uses that PostgreSQL.
 */
export async function givenDatabase(server: string, name: string): Promise<StageDatabase> {
  await onPostgres(server, `create role ${name} login connection limit ${MOST}`, `create database ${name} owner ${name}`);
  const own = new URL(server);
  own.pathname = `/${name}`;
  own.username = name;
  own.password = '';
  const url = async () => own.href;
  return {
    kind: 'given',
    tool: { args: [], env: { DATABASE_URL: own.href } },
    version: () => versionAt(url),
    log: (channel) => readLog(url, channel),
    kill: async () => void (await onPostgres(server, terminateAll(name))),
    takeConnections: () => takeAll(url, name),
    close: async () => void (await onPostgres(server, `drop database ${name} with (force)`, `drop role ${name}`)),
  };
}

/** As many as the product's own PostgreSQL takes. */
const MOST = 60;
const HOLDER = 'faults holder';

const terminateAll = (database: string) =>
  `select pg_terminate_backend(pid) from pg_stat_activity
   where datname = '${database}' and pid <> pg_backend_pid() and application_name <> '${HOLDER}'`;

async function versionAt(url: () => Promise<string>): Promise<string> {
  const [row] = await onPostgres(await url(), "select current_setting('server_version') as version");
  return `PostgreSQL ${z.object({ version: z.string() }).parse(row).version}`;
}

async function readLog(url: () => Promise<string>, channel: ChannelId): Promise<ChannelEvent[]> {
  const client = new pg.Client({ connectionString: await url() });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select seq::int, nth::int, id, kind, actor, at::float8, body
       from event join event_body using (channel, seq) where channel = $1 order by seq`,
      [channel],
    );
    return rows.map((row) => {
      const { body, ...header } = Row.parse(row);
      return ChannelEvent.parse({ ...header, body: JSON.parse(body ?? '{}') });
    });
  } finally {
    await client.end();
  }
}

/** Fills what there is, ends everybody else's, and fills again, until nobody is left but ourselves. */
async function takeAll(url: () => Promise<string>, database: string): Promise<() => Promise<void>> {
  const held: pg.Client[] = [];
  const hold = async (): Promise<pg.Client | null> => {
    const client = new pg.Client({ connectionString: await url(), application_name: HOLDER });
    // It is being ended by somebody else: there is one less to hold.
    client.on('error', () => undefined);
    try {
      await client.connect();
      held.push(client);
      return client;
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === '53300') return null;
      throw error;
    }
  };
  const first = await hold();
  for (let round = 0; round < 20 && first; round++) {
    while (await hold());
    const { rowCount } = await first.query(terminateAll(database));
    if (rowCount === 0) break;
  }
  return async () => {
    await Promise.all(held.map((client) => client.end()));
  };
}
