/**
 * The gateway, put together: HTTP and Socket.IO on one port, over an open database and its event log.
 *
 *   socket ──► dispatch ──► policy ──► handler ──► event log ──► commit ──► heads, fan-out ──► sockets of the room
 */
import type { Logger } from 'pino';
import { problem } from '../shared/errors.ts';
import type { ChannelId, PersonId, TenantId } from '../shared/model.ts';
import { openAccessTokens } from './auth/access-tokens.ts';
import { type AttemptLimits, createAttempts } from './auth/attempts.ts';
import { createSessions } from './auth/sessions.ts';
import { createSignIn } from './auth/sign-in.ts';
import { joinCluster } from './cluster/membership.ts';
import { alone, type Cluster } from './cluster/open.ts';
import { watchCondition } from './condition/condition.ts';
import { ChannelAnnouncer } from './connections/announce-channel.ts';
import { createDispatcher } from './connections/dispatch.ts';
import { beatTo, endAll, Registry } from './connections/registry.ts';
import { SessionEndings } from './connections/session-endings.ts';
import { openSockets } from './connections/sockets.ts';
import { FanOut } from './fan-out/fan-out.ts';
import { Heads } from './fan-out/heads.ts';
import { startHeartbeat } from './fan-out/heartbeat.ts';
import { type QueueLimits, watchQueues } from './fan-out/slow.ts';
import type { Context } from './handlers/handler.ts';
import { createReads } from './handlers/reads.ts';
import { createHttp } from './http/app.ts';
import { openGate } from './limits/gate.ts';
import { defaultLimits, type Limits } from './limits/limits.ts';
import { Patience } from './limits/patience.ts';
import type { EventLog } from './log/event-log.ts';
import { createMetrics } from './metrics.ts';
import { mayPerson, subjectOf } from './policy/facts.ts';
import { PresenceBoard } from './presence/board.ts';
import { RosterKeeper } from './roster/keep.ts';
import { Roster } from './roster/roster.ts';
import { canAnswer, canStore } from './store/answers.ts';
import { listen } from './store/changes.ts';
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
  /** Instead of the usual ones. */
  limits?: Partial<Limits>;
  queues?: QueueLimits;
  heartbeatMs?: number;
  /** What it shares with other gateways besides the database; by default nothing. */
  shared?: Cluster;
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

const HOUR_MS = 3_600_000;
/** Connections that may wait to be taken: a herd comes back within a second, and who finds no room tries again only after one more. */
const BACKLOG = 4_096;

/** Makes the gateway and loads what it keeps in memory; it can be reached once it listens. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { database, events, log, tenant, shared = alone } = options;
  const { queries } = database;
  const origins = new Set(options.origins);
  const limits = { ...defaultLimits, ...options.limits };
  const gate = openGate(limits, shared.bus);

  // What is known of the world, and who is connected to hear of it.
  const registry = new Registry();
  const metrics = createMetrics(() => registry.all().size, options.processMetrics ?? false);
  const connectionsOf = (person: PersonId) => registry.ofPerson(person);
  const heads = new Heads();
  const roster = new Roster();
  const presence = new PresenceBoard({
    maySee: (viewer, person) => mayPerson(roster, subjectOf(roster, viewer), 'see-presence', person),
  });
  const keeper = new RosterKeeper(roster, queries, log, {
    onChannel: (change) => announcer.announce(change),
    onDisabled: (person) => endAll(registry.ofPerson(person), problem('disabled')),
    onSessionEnded: (session) => endings.take(session),
  });
  const tellRead: Context['tellRead'] = (to, push) => fanOut.takeRead({ to, push });
  const cluster = joinCluster({
    bus: shared.bus,
    roll: () => registry.counts(),
    spokenFor: () => presence.spokenFor(),
    onElsewhere: (person, connections) => presence.elsewhere(person, connections),
    onChosen: (person, { status, note, since, automatic }) => presence.restore(person, status, note, since, automatic),
    onRead: (person, push) =>
      tellRead(
        [...registry.ofPerson(person)].filter(({ channels }) => channels.has(push.channel)),
        push,
      ),
  });
  const told = { connectionsOf, tellRead, cluster, mayWrite: gate.channels };
  const reads = createReads(events, queries);
  const context: Context = { queries, log: events, reads, roster, keeper, heads, presence, metrics, ...told };
  const announcer = new ChannelAnnouncer(context, log);

  // The ways in.
  const tokens = await openAccessTokens(queries);
  const sessions = createSessions(queries, tokens);
  const endings = new SessionEndings(registry, sessions, log);
  const signIn = createSignIn({ queries, tenant, attempts: createAttempts(options.attempts, shared.limiters), sessions });
  const isReady = () => canAnswer(queries, log);
  const { web, trustProxy = false } = options;
  const http = await createHttp({ log, signIn, sessions, metrics, isReady, origins, web, trustProxy });
  const condition = watchCondition({
    canStore: () => canStore(queries, log),
    hearsOthers: shared.isWhole,
    onChange(impaired) {
      log.warn({ impaired }, impaired.length > 0 ? 'People are told what does not work.' : 'All works again.');
      for (const connection of registry.all()) connection.tell('condition', { impaired });
    },
  });
  let closing = false;
  const patience = new Patience(limits.connection, gate.people);
  const dispatcher = createDispatcher({
    context,
    patience,
    log,
    isClosing: () => closing,
    onUnavailable: condition.doubt,
  });
  const sockets = openSockets({
    server: http.server,
    origins,
    accept: { tokens, sessions, endings, roster, keeper, addresses: gate.addresses, trustProxy },
    limit: limits.connection,
    log,
    onOpen(connection) {
      registry.add(connection);
      const impaired = condition.impaired();
      if (impaired.length > 0) connection.tell('condition', { impaired });
      presence.arrived(connection.person);
      cluster.connected(connection.person, registry.ofPerson(connection.person).size);
    },
    onFrame: (connection, name, args) => dispatcher.take(connection, name, args),
    onClosed(connection) {
      registry.remove(connection);
      presence.departed(connection);
      cluster.connected(connection.person, registry.ofPerson(connection.person).size);
    },
  });

  // The ways out.
  const fanOut = new FanOut({
    write: (round) => sockets.write(round),
    onRound: (round) => metrics.flushed(round),
  });
  const stopListening = events.onCommit((committed) => {
    heads.take(committed);
    fanOut.take(committed);
    metrics.committed(committed);
  });

  cluster.begin();
  // Loaded after listening has begun, so that nothing that changes in between is missed.
  const onGap = () => {
    keeper.takeGap();
    endings.takeGap();
  };
  const changes = await listen(database, { onChange: (change) => keeper.take(change), onGap }, log);
  await keeper.all();
  const channels = [...roster.channels()].map((entry) => entry.channel.id);
  for (const [channel, head] of await events.heads(channels)) heads.put(channel, head);
  for (const { person, status, note, since } of await loadPresences(queries)) presence.restore(person, status, note, since);

  const tidy = () => sessions.tidy().catch((err: unknown) => log.warn({ err }, 'Old sessions could not be forgotten.'));
  await tidy();
  const tidying = setInterval(tidy, HOUR_MS);
  const stopHeartbeat = startHeartbeat({
    heads,
    listeners: () => registry.all(),
    tell: beatTo,
    periodMs: options.heartbeatMs,
  });
  const onDrop = (connection: { person: PersonId }) => {
    metrics.slowDropped();
    log.warn({ person: connection.person }, 'A client was too slow; it will sync again.');
  };
  const stopQueues = watchQueues(() => registry.all(), onDrop, options.queues);

  return {
    listen: async (host, port) => await http.listen({ host, port, backlog: BACKLOG }),
    notice: (channel) => keeper.channel(channel),
    async close() {
      closing = true;
      await dispatcher.settled();
      fanOut.flush();
      clearInterval(tidying);
      stopHeartbeat();
      stopQueues();
      stopListening();
      const why = 'The server is being stopped. Your application connects again by itself.';
      endAll(registry.all(), problem('unavailable', why, 1000));
      await sockets.close();
      await http.close();
      cluster.stop();
      gate.stop();
      condition.stop();
      presence.close();
      announcer.close();
      keeper.stop();
      endings.stop();
      await changes.stop();
    },
  };
}
