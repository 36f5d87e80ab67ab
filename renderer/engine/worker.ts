/** The engine's host: a SharedWorker. One per origin; every window's port ends here. */
import type { EngineStart } from '../../shared/engine-api.ts';
import type { Log } from './clock.ts';
import { createEngine } from './engine.ts';
import { createHost } from './host.ts';
import { findDatabases } from './store/databases.ts';
import { createStores, type Stores } from './store/open.ts';

declare const self: SharedWorkerGlobalScope;

const log: Log = (level, message, detail) => console[level](`engine: ${message}`, ...(detail === undefined ? [] : [detail]));

/** After a new deploy a page may make a second engine: it waits here until the first is gone. */
function soleEngine(server: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const forever = new Promise<never>(() => {});
    navigator.locks
      .request(`mullion-engine-${server}`, () => {
        resolve();
        return forever;
      })
      .catch(reject);
  });
}

/** Looks for what this machine can keep things in only once this is the sole engine. */
function storesAfter(permit: Promise<void>): Stores {
  const found = permit.then(() => findDatabases(log)).then((databases) => createStores(databases, log));
  return {
    persisted: async () => (await found).persisted(),
    openHistory: async (...args) => (await found).openHistory(...args),
    openKept: async () => (await found).openKept(),
  };
}

const host = createHost((start: EngineStart) => {
  const permit = soleEngine(start.server);
  return createEngine({ start, permit, stores: storesAfter(permit), log });
});

self.addEventListener('connect', (event) => {
  for (const port of event.ports) {
    const gone = host.accept(port);
    port.addEventListener('close', gone);
  }
});
self.addEventListener('online', () => host.engine()?.online());
