/**
 * Before windows become others, their pages let go: each hands over what it holds (drafts, its layout) and touches nothing more
 * under the name that it had. Nobody takes a name before whoever had it has let go.
 *
 *   leave ──► page stores what it holds ──► left ─┐
 *        └──► page closes, reloads or dies ───────┼─► all have let go
 *        └──► page does not answer ──► killed ────┘   (it is loaded anew, under its new name)
 */
import type { WebContents } from 'electron';
import type { Log } from '../log.ts';

/** A page that has not answered for so long (ms) never will: it itself gives up on a silent engine long before. */
export const LEAVE_MS = 4_000;

/** As much of a page as it takes to ask it. */
export type LeavingPage = Pick<WebContents, 'id' | 'isDestroyed' | 'forcefullyCrashRenderer'>;

export interface Turns<P extends LeavingPage> {
  /** A page listens from now on: it has asked who it is. */
  listens(page: P): void;
  /** A page is gone, or another is loaded in its place. */
  gone(page: P): void;
  /** Resolves once each of these pages has let go of its name, or holds none. */
  leave(pages: readonly P[]): Promise<void>;
  /** A page says that it has let go. */
  left(page: P, turn: number): void;
}

export function takeTurns<P extends LeavingPage>(ask: (page: P, turn: number) => void, log: Log): Turns<P> {
  let turn = 0;
  const listening = new Set<P>();
  const leaving = new Map<P, () => void>();

  const letGo = (page: P): void => leaving.get(page)?.();

  return {
    listens: (page) => void listening.add(page),
    gone(page) {
      listening.delete(page);
      letGo(page);
    },
    async leave(pages) {
      turn += 1;
      const asked = turn;
      const waits = pages
        .filter((page) => listening.has(page) && !page.isDestroyed())
        .map(
          (page) =>
            new Promise<void>((resolve) => {
              const timer = setTimeout(() => {
                log('error', 'window.not-left', { page: page.id, afterMs: LEAVE_MS });
                // What it may still store must not come after another page has the name.
                if (!page.isDestroyed()) page.forcefullyCrashRenderer();
                letGo(page);
              }, LEAVE_MS);
              leaving.set(page, () => {
                clearTimeout(timer);
                leaving.delete(page);
                resolve();
              });
              ask(page, asked);
            }),
        );
      await Promise.all(waits);
    },
    left(page, told) {
      // An answer to an earlier turn says nothing of this one.
      if (told === turn) letGo(page);
    },
  };
}
