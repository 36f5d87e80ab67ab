/**
 * The windows that people see: opened where they were, kept within reach when displays come and go, put back when their page
 * crashes, and remembered. Where a window goes is decided by placement.ts; this file obeys.
 *
 *   event                                what it means for the saved arrangement
 *   a window closes, others stay         it is gone from it
 *   the last window closes               it stays in it, and comes back at the next start
 *   the application quits                all of them stay in it
 */
import { randomUUID } from 'node:crypto';
import { BrowserWindow, type Screen, type WebContents, type WebPreferences } from 'electron';
import type { Log } from '../log.ts';
import { pageUrl } from '../pages.ts';
import { type Restarts, restartDelay } from '../restarts.ts';
import { type Totals, titleOf } from '../title.ts';
import { FIRST_WINDOW, type SavedWindow } from './arrangement.ts';
import { type Bounds, place, placeNew, SMALLEST } from './placement.ts';

/** The dark theme's background: what a window shows before its page has painted. */
const BACKGROUND = '#0b0e13';
/** A drag is hundreds of moves; the arrangement is saved once they have ended. */
const SAVE_AFTER_MS = 300;
/** A window manager moves windows too when a display goes; they are judged at once, and again when it has settled. */
const SETTLED_AFTER_MS = 500;

export type WindowManager = {
  /** Opens the saved windows, or the first one where none is saved. */
  restore(saved: SavedWindow[]): void;
  /** Opens another window beside the one in use. */
  open(): void;
  /** Closes the window of a page. */
  close(page: WebContents): void;
  /** Closes all of them; they stay in the arrangement. */
  closeAll(): void;
  /** Brings the window in use to the front, for a person who has started the application again. */
  raise(): void;
  /** The name of a page's window; null for a page that is in none. */
  nameOf(page: WebContents): string | null;
  pages(): WebContents[];
  showTotals(totals: Totals): void;
};

export type WindowManagerParts = {
  screen: Screen;
  preferences: WebPreferences;
  log: Log;
  save: (windows: SavedWindow[]) => void;
  /** The last window is gone. */
  emptied: () => void;
};

type Open = { id: string; window: BrowserWindow; title: string };

export function manageWindows({ screen, preferences, log, save, emptied }: WindowManagerParts): WindowManager {
  const open = new Map<string, Open>();
  let totals: Totals = { unread: 0, mentions: 0 };
  let quitting = false;
  let saveTimer: NodeJS.Timeout | undefined;

  const saveNow = (): void => {
    clearTimeout(saveTimer);
    saveTimer = undefined;
    save([...open.values()].map(savedOf));
  };
  const saveSoon = (): void => {
    if (quitting) return;
    clearTimeout(saveTimer);
    saveTimer = setTimeout(saveNow, SAVE_AFTER_MS);
  };
  const showTitle = ({ window, title }: Open): void => window.setTitle(titleOf(title, totals));

  const add = (saved: SavedWindow): void => {
    const window = new BrowserWindow({
      ...saved.bounds,
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      backgroundColor: BACKGROUND,
      title: 'Mullion',
      autoHideMenuBar: true,
      webPreferences: preferences,
    });
    const entry: Open = { id: saved.id, window, title: 'Mullion' };
    open.set(saved.id, entry);
    window.once('ready-to-show', () => {
      if (saved.state === 'maximized') window.maximize();
      if (saved.state === 'fullscreen') window.setFullScreen(true);
      window.show();
      // For whoever started the application: from now on there is something to see.
      console.log(JSON.stringify({ shown: saved.id }));
    });
    window.on('move', saveSoon).on('resize', saveSoon).on('maximize', saveSoon).on('unmaximize', saveSoon);
    window.on('enter-full-screen', saveSoon).on('leave-full-screen', saveSoon);
    window.on('page-title-updated', (event, title) => {
      event.preventDefault();
      entry.title = title;
      showTitle(entry);
    });
    window.on('close', () => {
      // The last one is saved while it still has bounds.
      if (!quitting && open.size === 1) saveNow();
    });
    window.on('closed', () => {
      open.delete(saved.id);
      if (open.size > 0) saveSoon();
      else {
        clearTimeout(saveTimer);
        emptied();
      }
    });
    keepLoaded(entry, log);
  };

  const rescue = (): void => {
    const areas = screen.getAllDisplays();
    for (const { id, window } of open.values()) {
      if (window.isMinimized()) continue;
      const now = window.getBounds();
      const wanted = place(now, areas);
      if (sameBounds(now, wanted)) continue;
      log('info', 'window.rescued', { id, from: now, to: wanted });
      window.setBounds(wanted);
    }
  };
  const displaysChanged = (): void => {
    rescue();
    setTimeout(rescue, SETTLED_AFTER_MS);
  };
  screen.on('display-added', displaysChanged);
  screen.on('display-removed', displaysChanged);
  screen.on('display-metrics-changed', displaysChanged);

  const inUse = (): BrowserWindow | undefined => {
    const focused = BrowserWindow.getFocusedWindow();
    const windows = [...open.values()].map(({ window }) => window);
    return windows.find((window) => window === focused) ?? windows.at(-1);
  };
  const entryOf = (page: WebContents): Open | undefined => [...open.values()].find(({ window }) => window.webContents === page);

  return {
    restore(saved) {
      const areas = screen.getAllDisplays();
      const first: SavedWindow = { id: FIRST_WINDOW, bounds: placeNew(null, [], areas), state: 'normal' };
      for (const window of saved.length > 0 ? saved : [first]) add({ ...window, bounds: place(window.bounds, areas) });
      saveSoon();
    },
    open() {
      const taken = [...open.values()].map(({ window }) => window.getNormalBounds());
      const beside = inUse()?.getNormalBounds() ?? null;
      const id = open.size === 0 ? FIRST_WINDOW : `window-${randomUUID()}`;
      add({ id, bounds: placeNew(beside, taken, screen.getAllDisplays()), state: 'normal' });
      saveSoon();
    },
    close(page) {
      entryOf(page)?.window.close();
    },
    closeAll() {
      if (open.size > 0 && !quitting) saveNow();
      quitting = true;
      for (const { window } of [...open.values()]) window.close();
    },
    raise() {
      const window = inUse();
      if (window?.isMinimized()) window.restore();
      window?.show();
    },
    nameOf: (page) => entryOf(page)?.id ?? null,
    pages: () => [...open.values()].map(({ window }) => window.webContents),
    showTotals(fresh) {
      totals = fresh;
      open.forEach(showTitle);
    },
  };
}

/** Loads a window's page, and loads it again when its process dies; other windows are not touched. */
function keepLoaded({ id, window }: Open, log: Log): void {
  let restarts: Restarts = { recent: [] };
  const load = (): void => {
    if (!window.isDestroyed())
      window.loadURL(pageUrl('window')).catch((error: unknown) => log('error', 'window.not-loaded', { id, error }));
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (window.isDestroyed() || reason === 'clean-exit') return;
    const next = restartDelay(restarts, Date.now());
    restarts = next.restarts;
    log('error', 'window.gone', { id, reason, exitCode, againInMs: next.delayMs });
    setTimeout(load, next.delayMs);
  });
  // What a page has to keep is durable before it is asked to go: no page may hold a window open.
  window.webContents.on('will-prevent-unload', (event) => event.preventDefault());
  window.on('unresponsive', () => log('warn', 'window.unresponsive', { id }));
  window.on('responsive', () => log('info', 'window.responsive', { id }));
  load();
}

function savedOf({ id, window }: Open): SavedWindow {
  const state = window.isFullScreen() ? 'fullscreen' : window.isMaximized() ? 'maximized' : 'normal';
  return { id, bounds: window.getNormalBounds(), state };
}

function sameBounds(a: Bounds, b: Bounds): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
