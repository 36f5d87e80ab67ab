/**
 * The gateway, put together: HTTP and Socket.IO on one port, over an open database and its event log.
 *
 *   socket ──► dispatch ──► policy ──► handler ──► event log ──► commit ──► heads, fan-out ──► sockets of the room
 */
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import { type Problem, problem } from '../shared/errors.ts';
import type { ChannelId, PersonId, TenantId } from '../shared/model.ts';
import { MAX_FRAME_BYTES } from '../shared/protocol.ts';
import { openAccessTokens } from './auth/access-tokens.ts';
import { type AttemptLimits, createAttempts } from './auth/attempts.ts';
import { createSessions } from './auth/sessions.ts';
import { createSignIn } from './auth/sign-in.ts';
import { acceptSockets } from './connections/accept.ts';
import { ChannelAnnouncer } from './connections/announce-channel.ts';
import { Connection } from './connections/connection.ts';
import { createDispatcher } from './connections/dispatch.ts';
import { Patience, type PatienceLimits } from './connections/patience.ts';
import { Registry } from './connections/registry.ts';
import { FanOut } from './fan-out/fan-out.ts';
import { Heads } from './fan-out/heads.ts';
import { startHeartbeat } from './fan-out/heartbeat.ts';
import { type QueueLimits, watchQueues } from './fan-out/slow.ts';
import type { Context } from './handlers/handler.ts';
import { createHttp } from './http/app.ts';
import { isAllowedOrigin } from './http/origins.ts';
import type { EventLog } from './log/event-log.ts';
import { createMetrics } from './metrics.ts';
import { mayPerson, subjectOf } from './policy/facts.ts';
import { PresenceBoard } from './presence/board.ts';
import { CursorMoves } from './roster/cursor-moves.ts';
import { RosterKeeper } from './roster/keep.ts';
import { Roster } from './roster/roster.ts';
import { listen } from './store/changes.ts';
import { moveCursors } from './store/channel-states.ts';
import type { Database } from './store/database.ts';
import { loadPresences } from './store/presences.ts';

export type GatewayOptions = {
  database: Database;
  events: EventLog;
  tenant: TenantId;
  log: Logger;
  /** The folder of the web edition's files. */
  web: string;
  /** Web origins that may talk to this server beside the application's own. */
  origins: readonly string[];
  trustProxy?: boolean;
  attempts?: AttemptLimits;
  patience?: PatienceLimits;
  queues?: QueueLimits;
  heartbeatMs?: number;
  /** Count the process's own memory and CPU time too: for the one gateway of a process. */
  processMetrics?: boolean;
};

export interface Gateway {
  /** Listens; port 0 takes a free one. Resolves with the address: `http://127.0.0.1:7420`. */
  listen(host: string, port: number): Promise<string>;
  /** Takes notice of a channel that this process has just changed in the database; otherwise that happens by itself, soon. */
  notice(channel: ChannelId): Promise<void>;
  /** Finishes what is under way, tells clients, closes every connection. The log and the database stay open. */
  close(): Promise<void>;
}

const restarting: Problem = problem(
  'unavailable',
  'The server is being stopped. Your application connects again by itself.',
  1000,
);

export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { database, events, log, tenant } = options;
  const { queries } = database;
  const origins = new Set(options.origins);

  const registry = new Registry();
  const metrics = createMetrics(() => registry.all().size, options.processMetrics ?? false);
  const heads = new Heads();
  const roster = new Roster();
  const presence = new PresenceBoard({
    maySee: (viewer, person) => mayPerson(roster, subjectOf(roster, viewer), 'see-presence', person),
  });
  const keeper = new RosterKeeper(roster, queries, log, {
    onChannel: (change) => announcer.announce(change),
    onDisabled: (person: PersonId) => endAll(registry.ofPerson(person), problem('disabled')),
    onSessionEnded: (session) => endAll(registry.ofSession(session), problem('token-invalid')),
  });
  const cursors = new CursorMoves((moves) => moveCursors(queries, moves), log);
  const connectionsOf = (person: PersonId) => registry.ofPerson(person);
  const context: Context = { queries, log: events, roster, keeper, heads, cursors, presence, connectionsOf, metrics };
  const announcer = new ChannelAnnouncer(context, log);

  const tokens = await openAccessTokens(queries);
  const sessions = createSessions(queries, tokens);
  const signIn = createSignIn({ queries, tenant, attempts: createAttempts(options.attempts), sessions });
  const isReady = async () => {
    try {
      await queries.selectFrom('signing_key').select('id').limit(1).execute();
      return true;
    } catch (error) {
      log.warn({ err: error }, 'Not ready: the database cannot be reached.');
      return false;
    }
  };
  const http = await createHttp({
    log,
    signIn,
    sessions,
    metrics,
    isReady,
    origins,
    web: options.web,
    trustProxy: options.trustProxy ?? false,
  });

  const io = new Server(http.server, {
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    maxHttpBufferSize: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    connectTimeout: 10_000,
    allowRequest: ({ headers }, answer) => answer(null, isAllowedOrigin(headers.origin, headers.host, origins)),
  });
  const rooms = io.of('/').adapter.rooms;
  const fanOut = new FanOut({
    emit: (frame) => {
      const heard = rooms.get(frame.channel)?.size ?? 0;
      if (heard > 0) io.to(frame.channel).emit('events', frame);
      return heard;
    },
    together: (work) => {
      const held = [...registry.all()].filter((connection) => connection.hold());
      work();
      for (const connection of held) connection.release();
    },
    onFlush: (flush) => metrics.flushed(flush),
  });

  let closing = false;
  const dispatcher = createDispatcher({ context, patience: new Patience(options.patience), log, isClosing: () => closing });
  const bearers = new WeakMap<Socket, Connection>();
  const patience = options.patience ?? new Patience().limits;
  io.use(
    acceptSockets(
      { tokens, sessions, roster, keeper },
      (socket, bearer) => bearers.set(socket, new Connection(socket, bearer, patience)),
      (err) => log.error({ err }, 'A handshake failed.'),
    ),
  );
  io.on('connection', (socket) => {
    const connection = bearers.get(socket);
    if (!connection || closing) {
      socket.disconnect(true);
      return;
    }
    registry.add(connection);
    presence.arrived(connection.person);
    socket.onAny((name: string, ...args: unknown[]) => dispatcher.take(connection, name, args));
    socket.once('disconnect', (reason, description) => {
      registry.remove(connection);
      presence.departed(connection);
      log.debug({ person: connection.person, reason, description: String(description ?? '') }, 'A connection was closed.');
    });
  });

  const stopListening = events.onCommit((committed) => {
    heads.take(committed);
    fanOut.take(committed);
    metrics.committed(committed.reduce((sum, run) => sum + run.events.length, 0));
  });
  const changes = await listen(database, { onChange: (change) => keeper.take(change), onGap: () => keeper.takeGap() }, log);
  // Loaded after listening has begun, so that nothing that changes in between is missed.
  await keeper.all();
  for (const [channel, head] of await events.heads([...roster.channels()].map((entry) => entry.channel.id)))
    heads.put(channel, head);
  for (const { person, status, note, since } of await loadPresences(queries)) presence.restore(person, status, note, since);

  const stopHeartbeat = startHeartbeat({
    heads,
    listeners: () => registry.all(),
    emit: (ids, frame) => io.to(ids).emit('heads', frame),
    ...(options.heartbeatMs === undefined ? {} : { periodMs: options.heartbeatMs }),
  });
  const stopQueues = watchQueues(
    () => registry.all(),
    (connection) => {
      metrics.slowDropped();
      log.warn({ person: connection.person }, 'A client was too slow; it will sync again.');
    },
    options.queues,
  );

  return {
    listen: async (host, port) => await http.listen({ host, port }),
    notice: (channel) => keeper.channel(channel),
    async close() {
      closing = true;
      await dispatcher.settled();
      await cursors.flush();
      fanOut.flush();
      stopHeartbeat();
      stopQueues();
      stopListening();
      endAll(registry.all(), restarting);
      await io.close();
      await http.close();
      presence.close();
      announcer.close();
      await changes.stop();
    },
  };
}

function endAll(connections: Iterable<Connection>, why: Problem): void {
  for (const connection of [...connections]) connection.end(why);
}
