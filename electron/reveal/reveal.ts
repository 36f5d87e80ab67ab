/**
 * Shows a person what they have asked for from outside of any window: a toast that was clicked, a link that was opened. The only
 * place besides the person's own start of the application where a window is raised.
 *
 *   reveal() ──► waits until windows have said what they show (they are loading, or nobody is signed in)
 *            └─► windowFor() ─► raised ─► its page is told, and shows it
 */
import { type App, BrowserWindow, type WebContents } from 'electron';
import type { Reveal, Showing } from '../../shared/reveal.ts';
import { push } from '../ipc.ts';
import type { Log } from '../log.ts';
import { windowFor } from './which-window.ts';

/** Most that waits for a window; of more the oldest are dropped. */
const MOST_WAITING = 16;
/** When one window shows its panes, the others are waited for this long (ms): it may be one of them that has the channel. */
const PATIENCE_MS = 2_000;

export type Revealer = {
  reveal(reveal: Reveal): void;
  /** A page says what its panes show; null while it has none. */
  showing(page: WebContents, showing: Showing | null): void;
};

export type RevealerParts = {
  app: App;
  /** The pages of the windows that are open. */
  pages(): readonly WebContents[];
  /** Opens a window: there is none. */
  open(): void;
  log: Log;
};

export function openRevealer({ app, pages, open, log }: RevealerParts): Revealer {
  const shown = new Map<WebContents, Showing | null>();
  const usedAt = new Map<WebContents, number>();
  let uses = 0;
  let waiting: Reveal[] = [];
  let patience: NodeJS.Timeout | undefined;

  app.on('browser-window-focus', (_event, window) => {
    uses += 1;
    usedAt.set(window.webContents, uses);
  });

  const candidates = () =>
    pages().map((page) => ({ window: page, showing: shown.get(page) ?? null, usedAt: usedAt.get(page) ?? 0 }));

  function deliver(): void {
    clearTimeout(patience);
    patience = undefined;
    const now = candidates();
    for (const reveal of waiting.splice(0)) {
      const page = windowFor(reveal.to === 'channel' ? reveal.channel : null, now);
      if (page === null) {
        waiting.push(reveal);
        continue;
      }
      raise(app, page);
      push(page, 'reveal', { reveal });
    }
  }

  /** Delivers at once when every window has panes; a while later when one has. */
  function settle(): void {
    if (waiting.length === 0) return;
    const now = candidates();
    if (now.length > 0 && now.every(({ showing }) => showing !== null)) deliver();
    else if (now.some(({ showing }) => showing !== null)) patience ??= setTimeout(deliver, PATIENCE_MS);
  }

  return {
    reveal(reveal) {
      waiting.push(reveal);
      if (waiting.length > MOST_WAITING) {
        log('warn', 'reveal.dropped', { most: MOST_WAITING });
        waiting = waiting.slice(-MOST_WAITING);
      }
      const now = candidates();
      if (now.length === 0) open();
      else if (now.every(({ showing }) => showing === null)) {
        // Nobody is signed in: the person sees that. A window that is still loading shows itself.
        const [last] = now.toSorted((a, b) => b.usedAt - a.usedAt);
        if (last && !last.window.isLoading()) raise(app, last.window);
      }
      settle();
    },
    showing(page, showing) {
      if (!shown.has(page)) {
        page.once('destroyed', () => {
          shown.delete(page);
          usedAt.delete(page);
        });
        page.on('render-process-gone', () => shown.set(page, null));
      }
      shown.set(page, showing);
      settle();
    },
  };
}

/** Brings a page's window before the person's eyes, on whatever display it stands. */
function raise(app: App, page: WebContents): void {
  const window = BrowserWindow.fromWebContents(page);
  if (!window || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.moveTop();
  // On macOS a window of an application in the background comes to the front only with it.
  if (process.platform === 'darwin') app.focus({ steal: true });
  window.focus();
}
