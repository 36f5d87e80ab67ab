/**
 * Spreads the painting: when many panes change at once, each commits at most every 4th animation frame, and the panes
 * take turns, so that no frame commits all of them. The active pane commits in each frame.
 *
 * A page that is hidden or covered gets few frames or none: a timer stands in for them.
 */
import type { PaneId } from '../../shared/layout.ts';

/** A pane commits at most once in this many frames, the active one excepted. */
export const FRAMES_BETWEEN = 4;
/**
 * When no frame has come for this long (ms), what waits is committed without one. Long enough that a page which is merely
 * busy is not made to commit all of its panes at once.
 */
const NO_FRAME_MS = 1_000;

/** `changed`: the frame since which something waits; `committed`: the frame of the last commit. */
export type Turn = { pane: PaneId; changed: number | null; committed: number };

/** Which panes commit in this frame: the active one first, then those that have waited longest, a quarter of all at most. */
export function due(turns: readonly Turn[], frame: number, active: PaneId | null): PaneId[] {
  const budget = Math.ceil(turns.length / FRAMES_BETWEEN);
  const waiting = turns
    .filter(({ pane, changed, committed }) => changed !== null && pane !== active && frame - committed >= FRAMES_BETWEEN)
    .sort((a, b) => (a.changed ?? 0) - (b.changed ?? 0) || a.committed - b.committed)
    .slice(0, budget)
    .map(({ pane }) => pane);
  const first = turns.some(({ pane, changed }) => pane === active && changed !== null);
  return first && active !== null ? [active, ...waiting] : waiting;
}

export interface CommitScheduler {
  /** Adds a pane; `commit` is called when its turn has come. Returns how to take it away. */
  add(pane: PaneId, commit: () => void): () => void;
  /** Something has changed in a pane. */
  request(pane: PaneId): void;
  setActive(pane: PaneId, active: boolean): void;
}

/** What the scheduler needs of the page. */
export type FrameSource = {
  requestFrame(callback: () => void): number;
  cancelFrame(id: number): void;
  setTimer(callback: () => void, ms: number): number;
  clearTimer(id: number): void;
};

export function createCommitScheduler(source: FrameSource): CommitScheduler {
  const panes = new Map<PaneId, Turn & { commit: () => void }>();
  let active: PaneId | null = null;
  let frame = 0;
  let armed: { frame: number; timer: number } | null = null;

  const flush = (chosen: readonly PaneId[]) => {
    for (const id of chosen) {
      const pane = panes.get(id);
      if (!pane) continue;
      pane.changed = null;
      pane.committed = frame;
      pane.commit();
    }
  };
  const run = (choose: () => readonly PaneId[]) => {
    if (armed) {
      source.cancelFrame(armed.frame);
      source.clearTimer(armed.timer);
      armed = null;
    }
    frame += 1;
    flush(choose());
    if ([...panes.values()].some(({ changed }) => changed !== null)) arm();
  };
  const arm = () => {
    if (armed) return;
    armed = {
      frame: source.requestFrame(() => run(() => due([...panes.values()], frame, active))),
      timer: source.setTimer(
        () => run(() => [...panes.values()].filter(({ changed }) => changed !== null).map(({ pane }) => pane)),
        NO_FRAME_MS,
      ),
    };
  };

  return {
    add(pane, commit) {
      const turn = { pane, changed: null, committed: frame - FRAMES_BETWEEN, commit };
      panes.set(pane, turn);
      return () => {
        if (panes.get(pane) === turn) panes.delete(pane);
      };
    },
    request(pane) {
      const turn = panes.get(pane);
      if (!turn) return;
      turn.changed ??= frame;
      arm();
    },
    setActive(pane, isActive) {
      if (isActive) active = pane;
      else if (active === pane) active = null;
    },
  };
}

let ofPage: CommitScheduler | undefined;

/** The page's scheduler. */
export function commitScheduler(): CommitScheduler {
  ofPage ??= createCommitScheduler({
    requestFrame: (callback) => requestAnimationFrame(callback),
    cancelFrame: (id) => cancelAnimationFrame(id),
    setTimer: (callback, ms) => window.setTimeout(callback, ms),
    clearTimer: (id) => window.clearTimeout(id),
  });
  return ofPage;
}
