/**
 * The anchor's page: hidden, made first and closed last. In the desktop application it alone makes the engine, and it
 * stands between the engine and what only the main process has: the keychain and the badge.
 */
import { connectEngine, startEngine } from '../client/connect.ts';
import { desktopApi } from '../platform/desktop-api.ts';
import { openEngineWorker } from '../platform/engine-worker.ts';
import { engineStart, relay } from './relay.ts';

// Before anything is asked: the worker loads while the main process answers.
let made: SharedWorker | null = openEngineWorker();
const desktop = desktopApi();
const info = await desktop.call('info', {});
const complain = (what: string, error: unknown): void => console.error(`The anchor: ${what}.`, error);

// Asked by a page, because a worker cannot: history is then not what the browser deletes first when the disk is full.
navigator.storage.persist().catch((error: unknown) => complain('storage was not made persistent', error));

const engine = connectEngine({
  window: 'anchor',
  role: 'anchor',
  log: complain,
  host: {
    async connect() {
      const start = await engineStart(desktop, info);
      const worker = made ?? openEngineWorker();
      made = null;
      worker.addEventListener('error', (event) => complain('the worker failed', event.type));
      startEngine(worker.port, start);
      return worker.port;
    },
  },
});
relay(engine, desktop, complain);
