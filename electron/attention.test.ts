import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAttention } from './attention.ts';

const MINUTE = 60_000;
let folder = '';
let now = 0;
let timers: { at: number; task: () => void }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mullion-attention-'));
  now = 1_800_000_000_000;
  timers = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (logged: string[] = []) =>
  openAttention({
    file: join(folder, 'attention.json'),
    log: (_level, event) => void logged.push(event),
    now: () => now,
    after(ms, task) {
      const timer = { at: now + ms, task };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  });

/** Time passes while the computer is awake. */
function pass(ms: number): void {
  const end = now + ms;
  for (;;) {
    const next = timers.toSorted((a, b) => a.at - b.at)[0];
    if (next === undefined || next.at > end) break;
    timers = timers.filter((each) => each !== next);
    now = Math.max(now, next.at);
    next.task();
  }
  now = end;
}

test('"do not disturb" for a while ends by itself, and says so once', () => {
  const attention = open();
  let told = 0;
  attention.onChange(() => (told += 1));
  attention.disturbNotUntil(now + 30 * MINUTE);
  pass(30 * MINUTE - 1);
  expect([attention.doNotDisturb(), told]).toEqual([true, 1]);
  pass(1);
  expect([attention.doNotDisturb(), attention.undisturbedUntil(), told]).toEqual([false, null, 2]);
  expect(timers).toEqual([]);
});

test('it ends across a sleep, in which no timer runs', () => {
  const attention = open();
  attention.disturbNotUntil(now + 30 * MINUTE);
  const [timer] = timers;
  now += 8 * 60 * MINUTE;
  // Timers go on where they stood: the one that was to come within half a minute still does.
  expect(timer?.at).toBeLessThanOrEqual(now - 8 * 60 * MINUTE + 30_000);
  timer?.task();
  expect(attention.doNotDisturb()).toBe(false);

  attention.disturbNotUntil(now + MINUTE);
  now += 2 * MINUTE;
  attention.look();
  expect(attention.doNotDisturb()).toBe(false);
});

test('a restart keeps it, and that one is presenting; what is over by then is over', () => {
  const first = open();
  first.present(true);
  first.disturbNotUntil(now + MINUTE);
  first.observe({ locked: true });
  first.stop();
  const second = open();
  expect(second.circumstances()).toEqual({ idle: false, locked: false, presenting: true, doNotDisturb: true });
  second.stop();
  now += MINUTE;
  const third = open();
  expect(third.circumstances()).toEqual({ idle: false, locked: false, presenting: true, doNotDisturb: false });
});

test('the presence "do not disturb" counts, but is no circumstance: the engine knows it already', () => {
  const attention = open();
  let told = 0;
  attention.onChange(() => (told += 1));
  for (const status of ['dnd', 'dnd', 'busy', null] as const) attention.chose(status);
  expect(told).toBe(3);
  attention.chose('dnd');
  expect(attention.doNotDisturb()).toBe(true);
  expect(attention.circumstances().doNotDisturb).toBe(false);
});

test('listeners hear of changes alone, and not after they stopped', () => {
  const attention = open();
  let told = 0;
  const stop = attention.onChange(() => (told += 1));
  attention.observe({ idle: false, locked: true });
  attention.observe({ locked: true });
  attention.present(false);
  expect(told).toBe(1);
  stop();
  attention.observe({ locked: false });
  expect([told, attention.isLocked()]).toEqual([1, false]);
});

test('a file that cannot be read is kept aside; nothing is hidden or held back then', () => {
  writeFileSync(join(folder, 'attention.json'), '{"presenting": "maybe"}');
  const logged: string[] = [];
  const attention = open(logged);
  expect(logged).toEqual(['attention.corrupt']);
  expect([attention.isPresenting(), attention.doNotDisturb(), attention.isLocked()]).toEqual([false, false, false]);
});
