/**
 * Spreads the painting: when many panes change at once, each commits at most every 4th animation frame, and the panes
 * take turns, so that no frame commits all of them. The active pane commits in each frame. When frames come late, fewer
 * panes commit in each (their share), so that what the person does is still answered at once. A pane that shows nothing yet
 * waits for no turn: a window that opens is there sooner when its panes come in one frame than one after the other.
 *
 * A page that is hidden or covered gets few frames or none: a timer stands in for them.
 *
 * A page that nobody is touching gathers what changes, and commits it together a few times a second: of four windows on three
 * monitors a person types in one, and three that paint in every frame would make that one wait.
 */
import type { PaneId } from '../../shared/layout.ts';

/** A pane commits at most once in this many frames, the active one excepted. */
export const FRAMES_BETWEEN = 4;
/**
 * When no frame has come for this long (ms), what waits is committed without one. Long enough that a page which is merely
 * busy is not made to commit all of its panes at once.
 */
const NO_FRAME_MS = 1_000;

/** A page that nobody touches commits what has gathered for this long (ms). */
export const GATHER_MS = 100;

/** A frame that took longer than this (ms) was late: the panes' share shrinks. */
export const LATE_MS = 50;
/** A frame that took less than this (ms) has room for more. */
const QUICK_MS = 34;
/** The share stays so large that a pane waits about this long (ms) at most, however late the frames are. */
export const LONGEST_WAIT_MS = 1_000;

/**
 * `changed`: the frame since which something waits; `committed`: the frame of the last commit; `empty`: nothing is shown
 * until it is committed.
 */
export type Turn = { pane: PaneId; changed: number | null; committed: number; empty: boolean };

/** The largest share of a frame: with it, each pane may commit every 4th frame. */
const largestShare = (panes: number): number => Math.ceil(panes / FRAMES_BETWEEN);

/**
 * How many panes besides the active one may commit in the next frame. `took`: from the last frame to this one (ms), null
 * when the page rested between them.
 */
export function shareAfter(share: number, panes: number, took: number | null): number {
  const most = largestShare(panes);
  if (took === null || took < QUICK_MS) return Math.min(most, share + 1);
  const least = Math.max(1, Math.ceil((panes * took) / LONGEST_WAIT_MS));
  const next = took > LATE_MS ? Math.floor(share * 0.75) : share;
  return Math.min(most, Math.max(least, next));
}

/**
 * Which panes commit in this frame: the active one first, then all that are empty, then those that have waited longest,
 * `share` of them at most.
 */
export function due(turns: readonly Turn[], frame: number, active: PaneId | null, share: number): PaneId[] {
  const others = turns.filter(({ pane, changed }) => changed !== null && pane !== active);
  const empty = others.filter((turn) => turn.empty).map(({ pane }) => pane);
  const waiting = others
    .filter((turn) => !turn.empty && frame - turn.committed >= FRAMES_BETWEEN)
    .sort((a, b) => (a.changed ?? 0) - (b.changed ?? 0) || a.committed - b.committed)
    .slice(0, Math.min(share, largestShare(turns.length)))
    .map(({ pane }) => pane);
  const first = turns.some(({ pane, changed }) => pane === active && changed !== null);
  return [...(first && active !== null ? [active] : []), ...empty, ...waiting];
}

export interface CommitScheduler {
  /** Adds a pane; `commit` is called when its turn has come. Returns how to take it away. */
  add(pane: PaneId, commit: () => void): () => void;
  /** Something has changed in a pane. `empty`: it shows nothing yet. */
  request(pane: PaneId, empty?: 'empty'): void;
  setActive(pane: PaneId, active: boolean): void;
}

/** What the scheduler needs of the page. */
export type FrameSource = {
  /** `now`: when the frame began (ms). */
  requestFrame(callback: (now: number) => void): number;
  cancelFrame(id: number): void;
  setTimer(callback: () => void, ms: number): number;
  clearTimer(id: number): void;
  /** Whether the person types, points or scrolls in this page now. */
  isTouched(): boolean;
};

export function createCommitScheduler(source: FrameSource): CommitScheduler {
  const panes = new Map<PaneId, Turn & { commit: () => void }>();
  let active: PaneId | null = null;
  let frame = 0;
  /** `frame`: null while things gather. */
  let armed: { frame: number | null; timer: number } | null = null;
  /** Panes besides the active one that may commit in a frame, and when the frame before this one began. */
  let share = Number.POSITIVE_INFINITY;
  let before: number | null = null;

  const flush = (chosen: readonly PaneId[]) => {
    for (const id of chosen) {
      const pane = panes.get(id);
      if (!pane) continue;
      pane.changed = null;
      pane.empty = false;
      pane.committed = frame;
      pane.commit();
    }
  };
  const disarm = () => {
    if (armed && armed.frame !== null) source.cancelFrame(armed.frame);
    if (armed) source.clearTimer(armed.timer);
    armed = null;
  };
  const run = (choose: () => readonly PaneId[]) => {
    disarm();
    frame += 1;
    flush(choose());
    if ([...panes.values()].some(({ changed }) => changed !== null)) arm();
    else before = null;
  };
  const chosenAt = (now: number): readonly PaneId[] => {
    share = shareAfter(share, panes.size, before === null ? null : now - before);
    before = now;
    return due([...panes.values()], frame, active, share);
  };
  const all = () => [...panes.values()].filter(({ changed }) => changed !== null).map(({ pane }) => pane);
  const armFrame = (choose: (now: number) => readonly PaneId[]) => {
    armed = {
      frame: source.requestFrame((now) => run(() => choose(now))),
      timer: source.setTimer(() => run(all), NO_FRAME_MS),
    };
  };
  const arm = () => {
    if (armed) return;
    if (source.isTouched()) {
      armFrame(chosenAt);
      return;
    }
    // What has gathered comes in one frame: nobody in this page waits for an answer to a key.
    armed = { frame: null, timer: source.setTimer(() => armFrame(all), GATHER_MS) };
  };
  /** What shows nothing yet waits for no gathering. */
  const armNow = () => {
    if (armed && armed.frame !== null) return;
    disarm();
    armFrame(chosenAt);
  };

  return {
    add(pane, commit) {
      const turn = { pane, changed: null, committed: frame - FRAMES_BETWEEN, empty: false, commit };
      panes.set(pane, turn);
      return () => {
        if (panes.get(pane) === turn) panes.delete(pane);
      };
    },
    request(pane, empty) {
      const turn = panes.get(pane);
      if (!turn) return;
      turn.changed ??= frame;
      turn.empty = empty !== undefined;
      if (turn.empty) armNow();
      else arm();
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
    isTouched: touch(),
    requestFrame: (callback) => requestAnimationFrame(callback),
    cancelFrame: (id) => cancelAnimationFrame(id),
    setTimer: (callback, ms) => window.setTimeout(callback, ms),
    clearTimer: (id) => window.clearTimeout(id),
  });
  return ofPage;
}

/** A page is touched for so long (ms) after the last that the person did in it. */
const TOUCHED_MS = 2_000;

/** Follows what the person does in this page. */
function touch(): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  const touched = (): void => {
    last = performance.now();
  };
  for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel'])
    window.addEventListener(kind, touched, { capture: true, passive: true });
  return () => performance.now() - last < TOUCHED_MS;
}
