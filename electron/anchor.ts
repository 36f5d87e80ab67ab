/**
 * The anchor: a hidden page, made first and closed last, that constructs the engine and keeps it alive. When its process
 * dies the engine dies with it; it is then loaded again, and what it makes has a new epoch.
 *
 *   load ──► page makes the worker ──► engineReady(epoch) ──► windows are told, and attach
 *    ▲                                      │
 *    └───── process gone: epoch = null ◄────┘
 */
import { BrowserWindow, type WebPreferences } from 'electron';
import type { DesktopPushes, DesktopPushName } from '../shared/desktop-api.ts';
import { push } from './ipc.ts';
import type { Log } from './log.ts';
import { pageUrl } from './pages.ts';
import { type Restarts, restartDelay } from './restarts.ts';

export type Anchor = {
  /** The engine that is up, or null while there is none. */
  epoch(): string | null;
  /** The anchor's page says that its engine is up. */
  ready(epoch: string): void;
  /** Tells its page. */
  tell<N extends DesktopPushName>(name: N, value: DesktopPushes[N]): void;
  /** Closes it, and with it the engine: to be called when the last window is gone. */
  close(): void;
};

/** Opens the anchor. `told` hears of each engine that is up. */
export function openAnchor(preferences: WebPreferences, log: Log, told: (epoch: string) => void): Anchor {
  let epoch: string | null = null;
  let restarts: Restarts = { recent: [] };
  let timer: NodeJS.Timeout | undefined;
  const window = new BrowserWindow({
    show: false,
    skipTaskbar: true,
    focusable: false,
    webPreferences: { ...preferences, backgroundThrottling: false },
  });
  const load = (): void => {
    if (!window.isDestroyed())
      window.loadURL(pageUrl('anchor')).catch((error: unknown) => log('error', 'anchor.not-loaded', { error }));
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    epoch = null;
    if (reason === 'clean-exit' && window.isDestroyed()) return;
    const next = restartDelay(restarts, Date.now());
    restarts = next.restarts;
    log('error', 'anchor.gone', { reason, exitCode, againInMs: next.delayMs });
    timer = setTimeout(load, next.delayMs);
  });
  load();
  return {
    epoch: () => epoch,
    ready(fresh) {
      epoch = fresh;
      log('info', 'engine.ready', { epoch: fresh });
      told(fresh);
    },
    tell(name, value) {
      if (!window.isDestroyed()) push(window.webContents, name, value);
    },
    close() {
      clearTimeout(timer);
      if (!window.isDestroyed()) window.destroy();
    },
  };
}
