import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LEAVE_MS, type LeavingPage, takeTurns } from './turns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function rig() {
  const asked: [number, number][] = [];
  const killed: number[] = [];
  const logged: string[] = [];
  const page = (id: number): LeavingPage => ({
    id,
    isDestroyed: () => false,
    forcefullyCrashRenderer: () => void killed.push(id),
  });
  const turns = takeTurns<LeavingPage>(
    ({ id }, turn) => void asked.push([id, turn]),
    (_level, event) => void logged.push(event),
  );
  return { turns, page, asked, killed, logged };
}

/** Whether it has resolved by now. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return done;
}

test('A7 nobody takes a name before every page has let go', async () => {
  const { turns, page, asked } = rig();
  const [one, two] = [page(1), page(2)];
  turns.listens(one);
  turns.listens(two);
  const leaving = turns.leave([one, two]);
  expect(asked).toEqual([
    [1, 1],
    [2, 1],
  ]);
  turns.left(one, 1);
  expect(await isDone(leaving)).toBe(false);
  // An answer of another turn is none.
  turns.left(two, 0);
  expect(await isDone(leaving)).toBe(false);
  turns.left(two, 1);
  expect(await isDone(leaving)).toBe(true);
});

test('A7 a page that has not asked who it is, or is gone, holds nothing', async () => {
  const { turns, page, asked } = rig();
  const [loading, dying] = [page(1), page(2)];
  turns.listens(dying);
  const leaving = turns.leave([loading, dying]);
  expect(asked).toEqual([[2, 1]]);
  expect(await isDone(leaving)).toBe(false);
  turns.gone(dying);
  expect(await isDone(leaving)).toBe(true);
});

test('A7 a page that does not answer is ended, so that nothing of it comes later', async () => {
  const { turns, page, killed, logged } = rig();
  const one = page(1);
  turns.listens(one);
  const leaving = turns.leave([one]);
  await vi.advanceTimersByTimeAsync(LEAVE_MS - 1);
  expect(killed).toEqual([]);
  expect(await isDone(leaving)).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(killed).toEqual([1]);
  expect(logged).toEqual(['window.not-left']);
  expect(await isDone(leaving)).toBe(true);
});
