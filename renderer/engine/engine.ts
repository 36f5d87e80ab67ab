/**
 * The engine: one connection and one store for all windows of a person at a server. A plain module: what it needs of the
 * machine is handed in, so that it runs in a SharedWorker and, many at once, in a test.
 */
import { v7 as uuid } from 'uuid';
import type { Circumstances } from '../../shared/circumstances.ts';
import type { EngineInput, EngineStart } from '../../shared/engine-api.ts';
import { MullionError } from '../../shared/errors.ts';
import type { Impairment, PushOf } from '../../shared/protocol.ts';
import type { RpcPort } from '../../shared/rpc.ts';
import { Settings } from '../../shared/settings.ts';
import { createAccounts } from './accounts.ts';
import { createBadge } from './badge.ts';
import { type Clock, type Log, systemClock } from './clock.ts';
import { type ConnectionState, createConnection } from './connection.ts';
import { createHandlers } from './handlers.ts';
import { createLayouts } from './layouts.ts';
import { linkAfter } from './link.ts';
import { type AttachedPort, createPorts } from './ports.ts';
import { createSession } from './session.ts';
import { createSharedState, NO_STORE } from './shared-state.ts';
import type { Kept } from './store/kept.ts';
import type { Stores } from './store/open.ts';
import { createToasts } from './toasts.ts';
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

/** How long a window waits to be told who is signed in, before it is told that this is not known yet (ms). */
const RESUME_MS = 400;
const nothing = (): void => {};

export function createEngine(parts: EngineParts): Engine {
  const { start, stores } = parts;
  const { server } = start;
  const clock = parts.clock ?? systemClock;
  const random = parts.random ?? Math.random;
  const log: Log = parts.log ?? (() => {});
  const id: string = uuid();
  const startedAt = clock.now();
  let stopped = false;
  let clockOffsetMs = 0;
  /** The same, as if its word had come without delay: what is reckoned by it is never too late. */
  let serverAheadMs = 0;
  /** What was said before the application was started, or before someone signed in here, is no news. */
  let newsSince = start.startedAt ?? startedAt;
  let impaired: readonly Impairment[] = [];
  /** The newest secret that no anchor has been told yet. */
  let untold: { secret: string | null } | null = null;
  let opened: Kept | null = null;
  let circumstances: Circumstances | null = null;

  const shared = createSharedState({ state: 'connecting', since: startedAt }, (diff) => {
    ports.shared(diff);
    if (diff.channels) {
      badge.changed();
      toasts.changed();
    }
    if (diff.settings) accounts.current()?.own.reconsider();
  });

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
      await accounts.become(await ready, grant.me);
      return grant;
    },
    maySignIn: session.maySignIn,
    onState: connectionIs,
    onPush: {
      events: (push) => accounts.current()?.pushes.events(push),
      heads(push) {
        noteClock(push, connection.latency() ?? 0);
        accounts.current()?.pushes.heads(push);
      },
      channel: (push) => accounts.current()?.pushes.channel(push),
      gone: (push) => accounts.current()?.pushes.gone(push),
      presence: (push) => accounts.current()?.pushes.presence(push),
      read: (push) => accounts.current()?.pushes.read(push),
      resync: (push) => accounts.current()?.pushes.resync(push),
      condition(push) {
        impaired = push.impaired;
        noteLink();
      },
      bye: (problem) => log('info', 'the server says goodbye', problem),
    },
  });

  const accounts = createAccounts({
    server,
    stores,
    connection,
    shared,
    clock,
    random,
    log,
    circumstances: () => circumstances,
    onAnswer: noteClock,
    onSynced() {
      connection.proven();
      shared.change({ link: { state: 'online', since: clock.now(), ...measured() } });
    },
    onCame: (me, state, fresh) => toasts.came(me.id, state, fresh),
  });

  const ports = createPorts({
    clock,
    log,
    onCut: (sink, channel, from) => accounts.current()?.timelines.cut(sink, channel, from),
    onWindows: (windows) => shared.change({ windows }),
    onGone(port) {
      accounts.current()?.timelines.closeAll(port.sink);
      toasts.left(port);
      const window = port.window();
      if (window !== null) layouts.gone(window);
    },
    onRenamed: (before) => layouts.gone(before),
    handlers: callsOf,
  });

  const layouts = createLayouts({ kept: () => ready, ports, clock, log, newId: () => uuid() });

  const badge = createBadge(
    clock,
    () => shared.read().channels,
    (totals) => ports.toAnchors('badge', totals),
  );

  const toasts = createToasts({ clock, shared, since: () => newsSince + serverAheadMs, tell: ports.toAnchors });

  const ready = begin();
  ready.then(
    () => {
      if (!stopped) connection.start();
    },
    (error: unknown) => log('error', 'the engine could not begin', error),
  );

  async function begin(): Promise<Kept> {
    await parts.permit;
    const { kept, state } = await stores.openKept();
    opened = kept;
    const settings = await kept.settings(server);
    shared.change({
      store: { ...NO_STORE, outbox: state, persisted: await stores.persisted() },
      ...(settings === null ? {} : { settings: Settings.parse(settings) }),
    });
    // The desk of whoever is signed in opens before there is a connection, and without one.
    if (session.maySignIn()) await accounts.resume(kept);
    return kept;
  }

  function callsOf(port: AttachedPort) {
    return createHandlers({
      sink: port.sink,
      shared,
      connection,
      clock,
      engine: id,
      server,
      layouts,
      kept: () => ready,
      resumed: () =>
        Promise.race([
          // That the engine could not begin is logged and told elsewhere; a window may attach all the same.
          ready.then(nothing, nothing),
          new Promise<void>((resolve) => clock.after(RESUME_MS, resolve)),
        ]),
      async account() {
        await ready;
        const account = await accounts.settled();
        if (!account) throw new MullionError('not-signed-in');
        return account;
      },
      attached(as, outdated) {
        port.attached(as, outdated);
        if (!port.isAnchor()) return;
        if (untold) port.push('secret', { server, ...untold });
        untold = null;
        badge.again();
        toasts.again();
      },
      attend: (channels) => toasts.attend(port, channels),
      become: port.become,
      window() {
        const window = port.window();
        if (window === null) throw new MullionError('unavailable', 'This window is about to be another.');
        return window;
      },
      newId: () => uuid(),
      signIn,
      signOut,
      circumstances(now) {
        circumstances = now;
        accounts.current()?.own.reconsider();
      },
      chose: (status) => void ports.toAnchors('chose', { status }),
      diagnostics: () => ({
        engine: id,
        ports: ports.count(),
        connections: connection.isUp() ? 1 : 0,
        stores: [accounts.current()?.historyName ?? []].flat(),
        storedEvents: accounts.current()?.storedEvents() ?? 0,
        timelines: accounts.current()?.timelines.count() ?? 0,
        uptimeMs: clock.now() - startedAt,
      }),
    });
  }

  function connectionIs(state: ConnectionState): void {
    shared.change({ link: linkAfter(shared.read().link, state, clock.now()) });
    if (state.state === 'up') accounts.current()?.up();
    else {
      impaired = [];
      accounts.current()?.down();
    }
  }

  function noteClock({ now }: Pick<PushOf<'heads'>, 'now'>, tookMs: number): void {
    clockOffsetMs = Math.round(now + tookMs / 2 - clock.now());
    serverAheadMs = now - clock.now();
    noteLink();
  }

  const measured = () => ({ latencyMs: connection.latency(), clockOffsetMs, impaired });

  function noteLink(): void {
    const { link } = shared.read();
    if (link.state === 'online') shared.change({ link: { ...link, ...measured() } });
  }

  async function signIn(input: EngineInput<'signIn'>): Promise<void> {
    const kept = await ready;
    const { me } = await session.signIn(input);
    newsSince = clock.now();
    connection.stop();
    await accounts.become(kept, me);
    connection.start();
  }

  async function signOut(): Promise<void> {
    const kept = await ready;
    connection.stop();
    await accounts.signOut(kept);
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
      // First the ports: windows keep what they show, rather than be told that nobody is signed in.
      ports.closeAll();
      connection.stop();
      await accounts.stop();
      opened?.close();
    },
  };
}
