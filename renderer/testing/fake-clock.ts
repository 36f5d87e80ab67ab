/** A clock that stands still until it is told to go on. */
import type { Clock } from '../engine/clock.ts';

export interface FakeClock extends Clock {
  /** Lets time pass: what is due runs in order, and what it sets off in between runs too. */
  advance(ms: number): Promise<void>;
}

export function fakeClock(start = 1_800_000_000_000): FakeClock {
  let now = start;
  let made = 0;
  const timers = new Map<number, { at: number; task: () => void }>();
  /** Lets promises settle that were set off so far. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    after(ms, task) {
      made += 1;
      const id = made;
      timers.set(id, { at: now + ms, task });
      return () => void timers.delete(id);
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [next] = [...timers].filter(([, { at }]) => at <= end).sort(([a, x], [b, y]) => x.at - y.at || a - b);
        if (!next) break;
        const [id, { at, task }] = next;
        timers.delete(id);
        now = Math.max(now, at);
        task();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
