/**
 * The engine: one connection and one store for all windows of a person at a server. A plain module: what it needs of the
 * machine is handed in, so that it runs in a SharedWorker and, many at once, in a test.
 */
import { v7 as uuid } from 'uuid';
import type { EngineInput, EngineStart } from '../../shared/engine-api.ts';
import { MullionError } from '../../shared/errors.ts';
import type { Person } from '../../shared/model.ts';
import type { PushOf } from '../../shared/protocol.ts';
import type { RpcPort } from '../../shared/rpc.ts';
import { Settings } from '../../shared/settings.ts';
import { type Account, badgeOf, openAccount } from './account.ts';
import { type Clock, type Log, systemClock } from './clock.ts';
import { type ConnectionState, createConnection } from './connection.ts';
import { createHandlers } from './handlers.ts';
import { linkAfter } from './link.ts';
import { createPorts } from './ports.ts';
import { createSession } from './session.ts';
import { createSharedState } from './shared-state.ts';
import { accountKey, type Kept } from './store/kept.ts';
import type { Stores } from './store/open.ts';
import { type OpenWire, openSocket } from './wire.ts';

export type EngineParts = {
  start: EngineStart;
  stores: Stores;
  /** Until it resolves, neither stores nor network are touched, and windows are told `connecting`. */
  permit?: Promise<unknown>;
  fetch?: typeof fetch;
  openWire?: OpenWire;
  clock?: Clock;
  /** In [0, 1). */
  random?: () => number;
  log?: Log;
};

export interface Engine {
  /** Differs from engine to engine. */
  readonly id: string;
  /** Serves a window on a port; returns how to say that the port is closed. */
  attach(port: RpcPort): () => void;
  /** The machine has a network again: connect now. */
  online(): void;
  /** Stores what is not stored yet, and ends. */
  stop(): Promise<void>;
}

/** After this many broken histories in one engine's life, history is held in memory. */
const MOST_REBUILDS = 2;
const BADGE_MS = 100;

export function createEngine(parts: EngineParts): Engine {
  const { start, stores } = parts;
  const { server } = start;
  const clock = parts.clock ?? systemClock;
  const random = parts.random ?? Math.random;
  const log: Log = parts.log ?? (() => {});
  const id: string = uuid();
  const startedAt = clock.now();

  let account: Account | null = null;
  let kept: Kept | null = null;
  let rebuilds = 0;
  let stopped = false;
  let clockOffsetMs = 0;
  /** The newest secret that no anchor has been told yet. */
  let untold: { secret: string | null } | null = null;
  let badge = '';
  let badgeDue = false;
  /** Opening, closing and rebuilding accounts happen one after the other. */
  let turn: Promise<unknown> = Promise.resolve();

  const shared = createSharedState(
    {
      link: { state: 'connecting', since: startedAt },
      store: { history: 'ok', outbox: 'ok', persisted: false },
    },
    (diff) => {
      ports.shared(diff);
      if (diff.channels) showBadge();
    },
  );

  const session = createSession({
    server,
    session: start.session,
    fetch: parts.fetch ?? ((input, init) => fetch(input, init)),
    clock,
    onSecret(secret) {
      untold = ports.toAnchors('secret', { server, secret }) ? null : { secret };
    },
  });

  const connection = createConnection({
    server,
    client: start.client,
    openWire: parts.openWire ?? openSocket,
    clock,
    random,
    log,
    async authorize(renew) {
      const grant = await session.grant(renew);
      await inTurn(() => become(grant.me));
      return grant;
    },
    maySignIn: session.maySignIn,
    onState: connectionIs,
    onPush: {
      events: (push) => account?.pushes.events(push),
      heads(push) {
        noteClock(push, connection.latency() ?? 0);
        account?.pushes.heads(push);
      },
      channel: (push) => account?.pushes.channel(push),
      gone: (push) => account?.pushes.gone(push),
      presence: (push) => account?.pushes.presence(push),
      read: (push) => account?.pushes.read(push),
      resync: (push) => account?.pushes.resync(push),
      bye: (problem) => log('info', 'the server says goodbye', problem),
    },
  });

  const ports = createPorts({
    clock,
    log,
    onCut: (sink, channel, from) => account?.timelines.cut(sink, channel, from),
    onGone: (port) => account?.timelines.closeAll(port.sink),
    handlers: (port) =>
      createHandlers({
        sink: port.sink,
        shared,
        connection,
        clock,
        engine: id,
        server,
        kept: () => ready,
        async account() {
          await ready;
          if (!account) throw new MullionError('not-signed-in');
          return account;
        },
        attached(as, outdated) {
          port.attached(as, outdated);
          if (!port.isAnchor()) return;
          if (untold) port.push('secret', { server, ...untold });
          untold = null;
          badge = '';
          showBadge();
        },
        window: port.window,
        newId: () => uuid(),
        signIn,
        signOut,
        diagnostics: () => ({
          engine: id,
          ports: ports.count(),
          connections: connection.isUp() ? 1 : 0,
          stores: account ? [account.historyName] : [],
          storedEvents: account?.storedEvents() ?? 0,
          uptimeMs: clock.now() - startedAt,
        }),
      }),
  });

  const ready = begin();
  ready.then(
    () => {
      if (!stopped) connection.start();
    },
    (error: unknown) => log('error', 'the engine could not begin', error),
  );

  async function begin(): Promise<Kept> {
    await parts.permit;
    const opened = await stores.openKept();
    kept = opened.kept;
    const settings = await opened.kept.settings(server);
    shared.change({
      store: { history: 'ok', outbox: opened.state, persisted: await stores.persisted() },
      ...(settings === null ? {} : { settings: Settings.parse(settings) }),
    });
    // The desk of whoever is signed in opens before there is a connection, and without one.
    const last = await opened.kept.lastAccount(server);
    if (last?.signedIn && session.maySignIn()) await inTurn(() => become(last.person));
    return opened.kept;
  }

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = turn.then(task);
    turn = result.catch((error: unknown) => log('error', 'an account could not be opened or closed', error));
    return result;
  }

  async function become(me: Person): Promise<void> {
    if (account?.me.id === me.id || stopped) return;
    if (account) await leave();
    await openFor(me, 'disk');
  }

  async function openFor(me: Person, where: 'disk' | 'memory', rebuilt = false): Promise<void> {
    if (!kept) throw new MullionError('unavailable');
    const key = accountKey(server, me.id);
    const last = await kept.lastAccount(server);
    const opened = await stores.openHistory(key, where);
    const history = rebuilt && opened.state === 'ok' ? 'rebuilt' : opened.state;
    shared.change({ store: { ...shared.read().store, history } });
    account = await openAccount({
      me,
      firm: last?.person.id === me.id ? last.firm : null,
      key,
      opened,
      kept,
      connection,
      shared,
      clock,
      random,
      log,
      onBroken: (error) => {
        const broken = account;
        void inTurn(() => rebuild(broken, error));
      },
      onAnswer({ me: person, firms, now }, tookMs) {
        noteClock({ now }, tookMs);
        const firm = firms.find((each) => each.id === person.firm) ?? null;
        if (firm) shared.change({ me: { person, firm } });
        kept?.saveLastAccount(server, { person, firm, signedIn: true }).catch((error: unknown) => {
          log('warn', 'who is signed in could not be noted', error);
        });
      },
      onSynced() {
        connection.proven();
        shared.change({ link: { state: 'online', since: clock.now(), latencyMs: connection.latency(), clockOffsetMs } });
      },
    });
  }

  /** The history is broken: begin with an empty one, and let the server fill it. What is unsent is elsewhere. */
  async function rebuild(broken: Account | null, cause: unknown): Promise<void> {
    if (!broken || broken !== account || stopped) return;
    rebuilds += 1;
    log('warn', 'the local history is broken; it is built anew', cause);
    const opened = broken.timelines.opened();
    await broken.close('destroy').catch((error: unknown) => log('warn', 'the broken history could not be deleted', error));
    await openFor(broken.me, rebuilds > MOST_REBUILDS ? 'memory' : 'disk', true);
    account?.timelines.adopt(opened);
    if (connection.isUp()) account?.up();
  }

  /** Closes the account and takes everything of it from the windows. */
  async function leave(destroy?: 'destroy'): Promise<void> {
    const { channels, outbox } = shared.read();
    await account?.close(destroy);
    account = null;
    shared.change({
      me: null,
      channels: { upsert: [], remove: channels.map(({ channel }) => channel.id) },
      outbox: { upsert: [], remove: outbox.map((item) => item.id) },
    });
  }

  function connectionIs(state: ConnectionState): void {
    shared.change({ link: linkAfter(shared.read().link, state, clock.now()) });
    if (state.state === 'up') account?.up();
    else account?.down();
  }

  function noteClock({ now }: Pick<PushOf<'heads'>, 'now'>, tookMs: number): void {
    clockOffsetMs = Math.round(now + tookMs / 2 - clock.now());
    const { link } = shared.read();
    if (link.state === 'online') shared.change({ link: { ...link, latencyMs: connection.latency(), clockOffsetMs } });
  }

  function showBadge(): void {
    if (badgeDue) return;
    badgeDue = true;
    clock.after(BADGE_MS, () => {
      badgeDue = false;
      const totals = badgeOf(shared.read().channels);
      const next = JSON.stringify(totals);
      if (next !== badge && ports.toAnchors('badge', totals)) badge = next;
    });
  }

  async function signIn(input: EngineInput<'signIn'>): Promise<void> {
    await ready;
    const { me } = await session.signIn(input);
    connection.stop();
    await inTurn(() => become(me));
    connection.start();
  }

  /** Ends the sign-in here and at the server. History goes from this machine; drafts and unsent words stay, for when the same person returns. */
  async function signOut(): Promise<void> {
    const own = await ready;
    connection.stop();
    await inTurn(async () => {
      const last = await own.lastAccount(server);
      if (last) await own.saveLastAccount(server, { ...last, signedIn: false });
      await leave('destroy');
    });
    try {
      await session.signOut();
    } catch (error) {
      // The tokens are forgotten here in any case; the server's own run out by themselves.
      if (!(error instanceof MullionError)) throw error;
      log('warn', 'the server could not be told of the sign-out', error.code);
    }
  }

  return {
    id,
    attach: ports.add,
    online: () => connection.reconnect(),
    async stop() {
      stopped = true;
      connection.stop();
      ports.closeAll();
      await inTurn(async () => account?.close());
      kept?.close();
    },
  };
}
