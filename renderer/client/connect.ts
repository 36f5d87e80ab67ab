/**
 * A page's engine for as long as the page lives. Engines come and go (a worker dies with its process): when the port
 * closes, or is silent, this asks the host for the next one, attaches again, and repeats the calls that had no answer, with
 * the ids they had. Whoever calls notices nothing but time.
 *
 *   connect ──► attach ──► attached ──close / silence──► detached ──► connect …
 *                  └── refused: another build ──► outdated (the page reloads)
 */
import { v7 as uuid } from 'uuid';
import {
  ENGINE_API_VERSION,
  type EngineCallName,
  type EngineInput,
  type EngineOutputs,
  type EnginePushes,
  type EnginePushName,
  type EngineStart,
} from '../../shared/engine-api.ts';
import { MullionError } from '../../shared/errors.ts';
import { askRpc, PortClosed, type RpcAsker, type RpcPort } from '../../shared/rpc.ts';
import type { EngineClient } from './engine-client.ts';
import { noListeners } from './listeners.ts';

/** How often the engine is asked whether it lives (ms), and after how many unanswered times it is taken for dead. */
const PING_MS = 10_000;
const MOST_MISSED = 3;
/** How long to wait before the host is asked again, when it could not give an engine (ms). */
const AGAIN_MS = 500;

type Inputs = { [N in EngineCallName]: EngineInput<N> };
type Asker = RpcAsker<Inputs, EngineOutputs>;

/** A port that tells when its other end is gone. */
export type ClosablePort = RpcPort & { addEventListener(type: 'close', listener: () => void): void };

export type ConnectOptions = {
  /** Gives a port to an engine that is up; asked again after the port has closed. */
  host: { connect(): Promise<ClosablePort> };
  /** Null for a window that is kept hidden until it is needed. */
  window: string | null;
  role?: 'window' | 'anchor';
  log?: (message: string, detail?: unknown) => void;
};

export interface ConnectedEngine extends EngineClient {
  /** Leaves: the engine forgets this page. For when the page goes away. */
  close(): void;
}

/** Tells a fresh engine where the server is and what is known of the sign-in: the first message on a port. */
export function startEngine(port: RpcPort, start: EngineStart): void {
  port.postMessage(start);
}

/** Connects this page to its engine and keeps it connected. */
export function connectEngine({ host, window: first, role = 'window', log = () => {} }: ConnectOptions): ConnectedEngine {
  let window = first;
  let hidden = first === null;
  const listeners = noListeners();
  const attachListeners = new Set<(attached: EngineOutputs['attach']) => void>();
  const detachListeners = new Set<() => void>();
  let asker: Asker | null = null;
  let attached: EngineOutputs['attach'] | null = null;
  let over = false;
  let waiting: (() => void)[] = [];

  const isPush = (name: string): name is EnginePushName => Object.hasOwn(listeners, name);

  function hear(name: string, push: unknown): void {
    if (isPush(name)) tell(name, push);
  }
  function tell<N extends EnginePushName>(name: N, push: unknown): void {
    // Typed on trust, like answers: attaching has checked that the engine is of this build.
    for (const listener of listeners[name]) listener(push as EnginePushes[N]);
  }

  /** Resolves when this port is of no use any more. */
  async function serve(port: ClosablePort): Promise<void> {
    const current: Asker = askRpc<Inputs, EngineOutputs>(port, {
      isPush,
      onPush: hear,
      onBadMessage: (reason, detail) => log(`the engine's port: ${reason}`, detail),
    });
    const closed = new Promise<void>((resolve) => port.addEventListener('close', resolve));
    try {
      const attaching = window;
      const answer = current.call('attach', { api: ENGINE_API_VERSION, window, role }, uuid());
      const first = await Promise.race([answer, closed]);
      if (!first) return;
      asker = current;
      attached = first;
      if (window !== attaching) tellWindow();
      for (const listener of attachListeners) listener(first);
      for (const resume of waiting.splice(0)) resume();
      await Promise.race([closed, silence(current)]);
    } finally {
      if (asker === current) {
        asker = null;
        attached = null;
        for (const listener of detachListeners) listener();
      }
      current.close('leave');
    }
  }

  /** Resolves when the engine has not answered for long. A page that slept is not fooled: its late answers count. */
  async function silence(current: Asker): Promise<void> {
    let missed = 0;
    while (asker === current && missed < MOST_MISSED) {
      missed += 1;
      current.ping().then(
        () => {
          missed = 0;
        },
        (error: unknown) => {
          if (!(error instanceof PortClosed)) log('a ping failed', error);
        },
      );
      await pause(PING_MS);
    }
  }

  async function run(): Promise<void> {
    while (!over) {
      try {
        await serve(await host.connect());
      } catch (error) {
        if (error instanceof MullionError && error.code === 'protocol-too-old') return;
        log('the engine could not be reached; again in a moment', error);
        await pause(AGAIN_MS);
      }
    }
  }

  function tellWindow(): void {
    asker?.call('become', { window, hidden }, uuid()).catch((error: unknown) => {
      // The next engine hears it when this page attaches.
      if (!(error instanceof PortClosed)) log('the engine was not told which window this is', error);
    });
  }

  const untilAttached = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));

  void run();

  return {
    get window() {
      return window;
    },
    become(next, as) {
      window = next;
      hidden = as === 'hidden';
      tellWindow();
    },
    async call<N extends EngineCallName>(name: N, input: Inputs[N]) {
      const id = uuid();
      for (;;) {
        if (over) throw new MullionError('unavailable', 'This window is closing.');
        const current = asker;
        if (!current) {
          await untilAttached();
          continue;
        }
        try {
          return await current.call(name, input, id);
        } catch (error) {
          if (!(error instanceof PortClosed)) throw error;
          // The engine died before it answered: the next one is asked the same, under the same id.
        }
      }
    },
    on(name, listener) {
      listeners[name].add(listener);
      return () => void listeners[name].delete(listener);
    },
    onAttach(listener) {
      attachListeners.add(listener);
      if (attached) listener(attached);
      return () => void attachListeners.delete(listener);
    },
    onDetach(listener) {
      detachListeners.add(listener);
      return () => void detachListeners.delete(listener);
    },
    close() {
      over = true;
      asker?.close('leave');
      for (const resume of waiting.splice(0)) resume();
      waiting = [];
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
