/**
 * The anchor's page: hidden, made first and closed last. In the desktop application it alone makes the engine, and it
 * stands between the engine and what only the main process has: the keychain and the badge.
 */
import { desktopApi } from '../platform/desktop-api.ts';
import { openEngineWorker } from '../platform/engine-worker.ts';
import { hostEngines } from './host.ts';

const REST_MS = 250;

const desktop = desktopApi();
const { server, version } = await desktop.call('info', {});

await hostEngines(
  {
    open() {
      const worker = openEngineWorker();
      worker.addEventListener('error', (event) => console.error('The anchor: the worker could not be loaded.', event.type));
      return { rpc: worker.port, closed: new Promise((resolve) => worker.port.addEventListener('close', () => resolve())) };
    },
    async start() {
      const { secret } = await desktop.call('loadSecret', { server });
      return { server, client: `desktop ${version}`, session: { kind: 'secret', secret } };
    },
    ready: (epoch) => desktop.call('engineReady', { epoch }),
    keepSecret: (push) => desktop.call('saveSecret', push),
    showBadge: (totals) => desktop.call('badge', totals),
    rest: () => new Promise((resolve) => setTimeout(resolve, REST_MS)),
    failed: (what, error) => console.error(`The anchor: ${what}.`, error),
  },
  new AbortController().signal,
);
