/** The page of a window that people see: loaded, and loaded again when its process dies. */
import type { BrowserWindow } from 'electron';
import type { Log } from '../log.ts';
import { pageUrl } from '../pages.ts';
import { type Restarts, restartDelay } from '../restarts.ts';

/** Other windows are not touched. `name`: what the window is called now, for the log. */
export function keepLoaded(window: BrowserWindow, name: () => string, log: Log): void {
  let restarts: Restarts = { recent: [] };
  const load = (): void => {
    if (!window.isDestroyed())
      window.loadURL(pageUrl('window')).catch((error: unknown) => log('error', 'window.not-loaded', { id: name(), error }));
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (window.isDestroyed() || reason === 'clean-exit') return;
    const next = restartDelay(restarts, Date.now());
    restarts = next.restarts;
    log('error', 'window.gone', { id: name(), reason, exitCode, againInMs: next.delayMs });
    setTimeout(load, next.delayMs);
  });
  // What a page has to keep is durable before it is asked to go: no page may hold a window open.
  window.webContents.on('will-prevent-unload', (event) => event.preventDefault());
  window.on('unresponsive', () => log('warn', 'window.unresponsive', { id: name() }));
  window.on('responsive', () => log('info', 'window.responsive', { id: name() }));
  load();
}
