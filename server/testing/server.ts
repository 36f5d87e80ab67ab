/**
 * A real server in this process, for integration tests and benches: HTTP and Socket.IO on a free port of the loopback address,
 * over a real PostgreSQL.
 *
 *   const server = await startServer({ url: databaseUrl });      // or { data: folder } for the embedded PostgreSQL
 *   const mara = await server.addPerson('mara');
 *   const rates = await server.addChannel('rates', [mara]);
 *   const token = await server.tokenFor(mara);                   // goes with the handshake, as `auth.token`
 *   … await server.stop();
 *
 * As a process of its own: `node server/main.ts serve --port 0 --data DIR` prints `{"listening":"http://127.0.0.1:PORT"}` as
 * one line on standard output once it can be reached; `node server/main.ts user add …`, `channel add …` and `ticket HANDLE`
 * with the same `--data` work beside it. With DATABASE_URL set, all of them use that database instead.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { ChannelId, type ChannelKind, type Person, type PersonId, type PersonKind, type TenantId } from '../../shared/model.ts';
import { openAccessTokens } from '../auth/access-tokens.ts';
import { hashPassword } from '../auth/passwords.ts';
import { createSessions, type Sessions } from '../auth/sessions.ts';
import { alone, type Cluster, openCluster } from '../cluster/open.ts';
import { serializers } from '../discreet-errors.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts';
import { createEventLog } from '../log/create-event-log.ts';
import type { EventLog } from '../log/event-log.ts';
import { addChannel } from '../store/channels.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { admit, ownedByFirst } from '../store/effects.ts';
import { addPerson, ensureFirm, homeTenant } from '../store/people.ts';
import { newDataFolder } from './data-folder.ts';

export type ServerOptions = Partial<
  Pick<GatewayOptions, 'attempts' | 'limits' | 'queues' | 'heartbeatMs' | 'origins' | 'web' | 'trustProxy'>
> & {
  /** One that is open already; the server closes it when it stops. */
  database?: Database;
  /** A given PostgreSQL; without it, the embedded one in `data`, or in a folder of its own. */
  url?: string | undefined;
  data?: string | undefined;
  /** Default: a free port. */
  port?: number;
  log?: Logger;
  /** The Redis that it shares with other servers on the same database. */
  redis?: string;
  /** Stands between the gateway and its log: for showing what finds it out when the log does not keep a promise. */
  between?: (events: EventLog) => EventLog;
};

export type PersonOptions = { name?: string; firm?: string; kind?: PersonKind; password?: string; title?: string };
export type ChannelOptions = { kind?: Exclude<ChannelKind, 'direct'>; topic?: string; feed?: boolean };

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly database: Database;
  readonly events: EventLog;
  readonly sessions: Sessions;
  readonly tenant: TenantId;
  /** Adds a person; one firm, `Home`, unless another is named. */
  addPerson(handle: string, options?: PersonOptions): Promise<Person>;
  /** Adds a channel; the first member owns it. The server knows it when this resolves; clients are told `channel`. */
  addChannel(name: string, members: readonly { id: PersonId }[], options?: ChannelOptions): Promise<ChannelId>;
  /** An access token, good for an hour. */
  tokenFor(person: { id: PersonId }): Promise<string>;
  /** Access tokens of many people, good for an hour, in the same order. */
  tokensFor(people: readonly { id: PersonId }[]): Promise<string[]>;
  /** Stops the server, its log and its database. */
  stop(): Promise<void>;
}

const HOUR_MS = 3_600_000;

export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const log =
    options.log ?? pino({ level: process.env.MULLION_LOG ?? 'warn', serializers }, pino.destination({ dest: 2, sync: true }));
  const database = options.database ?? (await openOwn(options, log));
  const shared = options.redis === undefined ? alone : await openCluster(options.redis, database, log);
  const kept = await createEventLog(database, { log, bus: shared.bus });
  const events = options.between?.(kept) ?? kept;
  const gateway = await createGateway({
    web: join(import.meta.dirname, '..', '..', 'dist', 'renderer'),
    origins: [],
    ...options,
    database,
    events,
    shared,
    tenant: homeTenant,
    log,
  });
  const url = await gateway.listen('127.0.0.1', options.port ?? 0);
  return runningServer({ database, events, gateway, shared, url });
}

async function openOwn({ url, data }: ServerOptions, log: Logger): Promise<Database> {
  const folder = data ?? (url === undefined ? await newDataFolder() : '');
  return await openDatabase({ url, data: folder, log });
}

async function runningServer(parts: {
  database: Database;
  events: EventLog;
  gateway: Gateway;
  shared: Cluster;
  url: string;
}): Promise<RunningServer> {
  const { database, events, gateway, shared, url } = parts;
  const { queries } = database;
  const sessions = createSessions(queries, await openAccessTokens(queries));
  const tokensFor = (people: readonly { id: PersonId }[]) =>
    sessions.mint(
      people.map((person) => person.id),
      HOUR_MS,
    );
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await gateway.close();
    await events.close();
    await shared.close();
    await database.close();
  };
  return {
    url,
    port: Number(new URL(url).port),
    database,
    events,
    sessions,
    tenant: homeTenant,
    tokensFor,
    async addPerson(handle, { name = handle, firm = 'Home', kind = 'person', password, title } = {}) {
      const home = await ensureFirm(queries, homeTenant, firm);
      const passwordHash = password === undefined ? undefined : await hashPassword(password);
      return await addPerson(queries, { tenant: homeTenant, firm: home.id, handle, name, kind, title, passwordHash });
    },
    async addChannel(name, members, { kind = 'persistent', topic = '', feed = false } = {}) {
      const id = ChannelId.parse(randomUUID());
      await queries.transaction().execute(async (transaction) => {
        await addChannel(transaction, { id, tenant: homeTenant, kind, name, topic, recorded: true, feed });
        await admit(transaction, id, ownedByFirst(members.map((member) => member.id)));
      });
      await gateway.notice(id);
      return id;
    },
    async tokenFor(person) {
      const [token] = await tokensFor([person]);
      return token ?? '';
    },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
