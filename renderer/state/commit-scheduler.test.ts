import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PaneId } from '../../shared/layout.ts';
import {
  createCommitScheduler,
  due,
  FRAMES_BETWEEN,
  LATE_MS,
  LONGEST_WAIT_MS,
  shareAfter,
  type Turn,
} from './commit-scheduler.ts';

const pane = (n: number) => PaneId.parse(`p${n}`);

/** A page whose frames and timers come when the test says so. */
function page(isTouched = true) {
  let frame: ((now: number) => void) | null = null;
  let now = 0;
  let timer: (() => void) | null = null;
  const source = {
    requestFrame: (callback: (now: number) => void) => {
      frame = callback;
      return 1;
    },
    cancelFrame: () => {
      frame = null;
    },
    setTimer: (callback: () => void) => {
      timer = callback;
      return 1;
    },
    clearTimer: () => {
      timer = null;
    },
    isTouched: () => isTouched,
  };
  return {
    source,
    /** The next frame, `took` ms after the last. */
    frame: (took = 16) => {
      now += took;
      const callback = frame;
      callback?.(now);
      return callback !== null;
    },
    timer: () => {
      const callback = timer;
      callback?.();
      return callback !== null;
    },
  };
}

describe('the commit scheduler', () => {
  it('commits a lone change with the next frame', () => {
    const { source, frame } = page();
    const scheduler = createCommitScheduler(source);
    let commits = 0;
    for (let n = 0; n < 12; n += 1) {
      scheduler.add(pane(n), () => {
        commits += n === 3 ? 1 : 100;
      });
    }
    scheduler.request(pane(3));
    frame();
    expect(commits).toBe(1);
    expect(frame()).toBe(false);
  });

  it('spreads panes that all change over the frames, the active one in each', () => {
    const { source, frame } = page();
    const scheduler = createCommitScheduler(source);
    const commits = new Map<number, number>();
    let inFrame = 0;
    for (let n = 0; n < 32; n += 1) {
      scheduler.add(pane(n), () => {
        commits.set(n, (commits.get(n) ?? 0) + 1);
        inFrame += 1;
      });
    }
    scheduler.setActive(pane(5), true);
    for (let at = 0; at < 40; at += 1) {
      for (let n = 0; n < 32; n += 1) scheduler.request(pane(n));
      inFrame = 0;
      frame();
      expect(inFrame).toBeLessThanOrEqual(32 / FRAMES_BETWEEN + 1);
    }
    expect(commits.get(5)).toBe(40);
    for (let n = 0; n < 32; n += 1) expect(commits.get(n)).toBeGreaterThanOrEqual(40 / FRAMES_BETWEEN - 1);
  });

  it('commits all that show nothing yet at once, and only until they show something', () => {
    const { source, frame } = page();
    const scheduler = createCommitScheduler(source);
    let inFrame = 0;
    for (let n = 0; n < 32; n += 1) {
      scheduler.add(pane(n), () => {
        inFrame += 1;
      });
    }
    for (let n = 0; n < 32; n += 1) scheduler.request(pane(n), n < 20 ? 'empty' : undefined);
    frame();
    expect(inFrame).toBe(20 + 8);
    inFrame = 0;
    for (let at = 0; at < FRAMES_BETWEEN; at += 1) {
      for (let n = 0; n < 32; n += 1) scheduler.request(pane(n));
      frame();
    }
    expect(inFrame).toBeLessThanOrEqual(32);
  });

  it('commits fewer panes in frames that are late, and as many as before when they no longer are', () => {
    const { source, frame } = page();
    const scheduler = createCommitScheduler(source);
    let inFrame = 0;
    for (let n = 0; n < 32; n += 1) {
      scheduler.add(pane(n), () => {
        inFrame += 1;
      });
    }
    const commitsIn = (took: number) => {
      for (let n = 0; n < 32; n += 1) scheduler.request(pane(n));
      inFrame = 0;
      frame(took);
      return inFrame;
    };
    expect(commitsIn(16)).toBe(8);
    for (let at = 0; at < 10; at += 1) commitsIn(LATE_MS + 10);
    expect(commitsIn(LATE_MS + 10)).toBe(2);
    for (let at = 0; at < 10; at += 1) commitsIn(16);
    expect(commitsIn(16)).toBe(8);
  });

  it('lets every pane have its turn within the longest wait, as far as a quarter in each frame allows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.array(fc.nat(400)), (panes, frames) => {
        let share = Number.POSITIVE_INFINITY;
        for (const took of frames) {
          share = shareAfter(share, panes, took);
          const most = Math.ceil(panes / FRAMES_BETWEEN);
          expect(share).toBeGreaterThanOrEqual(1);
          expect(share).toBeLessThanOrEqual(most);
          if (took > LATE_MS) expect(share >= most || share * LONGEST_WAIT_MS >= panes * took).toBe(true);
        }
      }),
    );
  });

  it('does not wait for frames that do not come', () => {
    const { source, timer } = page();
    const scheduler = createCommitScheduler(source);
    const commits: number[] = [];
    for (let n = 0; n < 20; n += 1) scheduler.add(pane(n), () => commits.push(n));
    for (let n = 0; n < 20; n += 1) scheduler.request(pane(n));
    timer();
    expect(commits).toHaveLength(20);
  });

  it('gathers what changes in a page that nobody touches, and commits it in one frame', () => {
    const { source, frame, timer } = page(false);
    const scheduler = createCommitScheduler(source);
    const commits: number[] = [];
    for (let n = 0; n < 20; n += 1) scheduler.add(pane(n), () => commits.push(n));
    for (let round = 0; round < 3; round += 1) for (let n = 0; n < 20; n += 1) scheduler.request(pane(n));
    expect(frame()).toBe(false);
    expect(timer()).toBe(true);
    expect(commits).toEqual([]);
    frame();
    expect(commits).toHaveLength(20);
    expect(timer()).toBe(false);
    scheduler.request(pane(1));
    timer();
    frame();
    expect(commits).toHaveLength(21);
  });

  it('lets no pane wait that shows nothing yet, whether somebody touches the page or not', () => {
    const { source, frame } = page(false);
    const scheduler = createCommitScheduler(source);
    const commits: number[] = [];
    for (let n = 0; n < 20; n += 1) scheduler.add(pane(n), () => commits.push(n));
    scheduler.request(pane(1));
    scheduler.request(pane(2), 'empty');
    frame();
    expect(commits).toContain(2);
  });

  it('forgets a pane that has gone', () => {
    const { source, frame } = page();
    const scheduler = createCommitScheduler(source);
    let commits = 0;
    const remove = scheduler.add(pane(1), () => {
      commits += 1;
    });
    scheduler.request(pane(1));
    remove();
    frame();
    expect(commits).toBe(0);
  });

  it('never commits what has not changed, nor more than a quarter besides the active pane and those that are empty', () => {
    const turns = fc.uniqueArray(
      fc.record({
        pane: fc.integer({ min: 0, max: 40 }).map(pane),
        changed: fc.option(fc.nat(100)),
        committed: fc.integer({ min: -4, max: 100 }),
        empty: fc.boolean(),
      }),
      { selector: (turn: Turn) => turn.pane },
    );
    fc.assert(
      fc.property(turns, fc.integer({ min: 0, max: 40 }), fc.nat(40), (all, at, share) => {
        const active = pane(at);
        const chosen = due(all, 101, active, share);
        const waiting = new Set(all.filter(({ changed }) => changed !== null).map((turn) => turn.pane));
        expect(chosen.every((id) => waiting.has(id))).toBe(true);
        expect(new Set(chosen).size).toBe(chosen.length);
        const empty = new Set(all.filter((turn) => turn.empty).map((turn) => turn.pane));
        expect([...waiting].every((id) => !empty.has(id) || chosen.includes(id))).toBe(true);
        expect(chosen.filter((id) => id !== active && !empty.has(id)).length).toBeLessThanOrEqual(
          Math.min(share, Math.ceil(all.length / FRAMES_BETWEEN)),
        );
        if (waiting.has(active)) expect(chosen[0]).toBe(active);
      }),
    );
  });
});
