/** Engines for tests, in this process: an IndexedDB of their own, windows on real MessagePorts. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { EngineOutputs, EngineStart, Shared, TimelineSnapshot } from '../../shared/engine-api.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import type { ChannelId } from '../../shared/model.ts';
import { applyShared, applyTimeline } from '../client/apply.ts';
import { type ConnectedEngine, connectEngine } from '../client/connect.ts';
import type { Log } from '../engine/clock.ts';
import { createEngine, type Engine, type EngineParts } from '../engine/engine.ts';
import { createStores, type Databases } from '../engine/store/open.ts';

/** What one machine keeps; outlives its engines. */
export function machine(): Databases {
  const database = () => ({ factory: new IDBFactory(), keyRange: IDBKeyRange });
  return { history: database(), kept: database(), persisted: false };
}

export const quiet: Log = () => {};

export type Window = {
  client: ConnectedEngine;
  shared(): Shared;
  /** The timelines that are open, as the window holds them. */
  timeline(channel: ChannelId): readonly ChannelEvent[];
  open(channel: ChannelId, limit?: number): Promise<TimelineSnapshot>;
  /** Closes a channel, and keeps nothing of it. */
  leave(channel: ChannelId): Promise<void>;
  /** Resolves once `holds` returns something true, looked at after every change. */
  until<T>(what: string, holds: () => T | undefined | false | null): Promise<T>;
  secrets: (string | null)[];
  badge(): { unread: number; mentions: number } | null;
  close(): void;
};

/** How long a test waits for a state before it says which one did not come (ms). */
const PATIENCE_MS = 30_000;

/** A window that keeps what it is told, as the renderer does. `engine` gives the engine to attach to, again and again. */
export function openWindow(engine: () => Engine, name = 'one', role: 'window' | 'anchor' = 'window'): Window {
  let shared: Shared | null = null;
  let badge: { unread: number; mentions: number } | null = null;
  const timelines = new Map<ChannelId, TimelineSnapshot>();
  const watchers = new Set<() => void>();
  const secrets: (string | null)[] = [];
  const look = () => {
    for (const watcher of [...watchers]) watcher();
  };
  const client = connectEngine({
    window: name,
    role,
    host: {
      async connect() {
        const { port1, port2 } = new MessageChannel();
        const gone = engine().attach(port2);
        port2.addEventListener('close', gone);
        return port1;
      },
    },
  });
  const open = async (channel: ChannelId, limit = 100): Promise<TimelineSnapshot> => {
    const snapshot = await client.call('open', { channel, limit });
    timelines.set(channel, snapshot);
    look();
    return snapshot;
  };
  /** What was open before another engine came, and is opened anew as soon as that one knows of it. */
  const owed = new Set<ChannelId>();
  const openOwed = () => {
    for (const { channel } of owed.size > 0 ? (shared?.channels ?? []) : []) if (owed.delete(channel.id)) void open(channel.id);
  };
  client.onAttach((attached: EngineOutputs['attach']) => {
    shared = attached.shared;
    for (const channel of timelines.keys()) owed.add(channel);
    openOwed();
    look();
  });
  client.on('frame', (frame) => {
    if (frame.shared && shared) shared = applyShared(shared, frame.shared);
    openOwed();
    for (const diff of frame.timelines ?? []) {
      const before = timelines.get(diff.channel);
      if (before) timelines.set(diff.channel, applyTimeline(before, diff));
    }
    look();
  });
  client.on('secret', ({ secret }) => secrets.push(secret));
  client.on('badge', (totals) => {
    badge = totals;
    look();
  });
  const own: Window = {
    client,
    secrets,
    badge: () => badge,
    shared() {
      if (!shared) throw new Error('This window is not attached yet.');
      return shared;
    },
    timeline: (channel) => timelines.get(channel)?.events ?? [],
    open,
    async leave(channel) {
      timelines.delete(channel);
      owed.delete(channel);
      await client.call('close', { channel });
    },
    until: (what, holds) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          watchers.delete(watcher);
        };
        const watcher = () => {
          const value = shared ? holds() : undefined;
          if (!value) return;
          stop();
          resolve(value);
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`Waited in vain: ${what}. Link: ${JSON.stringify(shared?.link)}`));
        }, PATIENCE_MS);
        watchers.add(watcher);
        watcher();
      }),
    close: () => client.close(),
  };
  return own;
}

/** An engine on a machine. */
export function startEngine(server: string, on: Databases, more: Partial<EngineParts> & { secret?: string | null } = {}): Engine {
  const { secret = null, ...parts } = more;
  const start: EngineStart = { server, client: 'test', session: { kind: 'secret', secret } };
  return createEngine({ start, stores: createStores(on, parts.log ?? quiet), ...parts });
}
