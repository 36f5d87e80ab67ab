import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { channelNamed, logOf } from '../testing/log-of.ts';
import { memoryHistory } from './store/history.ts';
import { createWriter } from './writer.ts';

const rates = channelNamed('rates');
const log = logOf(2_000);
/** Longer than anything is kept back (ms). */
const A_WHILE = 1_000;

/** A writer whose disk takes what it is told to, when it is told to. */
function slowDisk() {
  const clock = fakeClock();
  const history = memoryHistory();
  const waiting: (() => void)[] = [];
  let writes = 0;
  const write: typeof history.write = async (batch) => {
    writes += 1;
    await new Promise<void>((resolve) => waiting.push(resolve));
    await history.write(batch);
  };
  const failed: unknown[] = [];
  const writer = createWriter({ ...history, write }, clock, (error) => failed.push(error));
  /** The disk is done with what it was given. */
  const done = async () => {
    waiting.shift()?.();
    await clock.advance(0);
  };
  const allDone = async () => {
    do {
      await done();
      await clock.advance(A_WHILE);
    } while (waiting.length > 0);
  };
  return { clock, writer, failed, writes: () => writes, stored: () => history.count(), done, allDone };
}

test('what comes while the disk is slow is stored after it, and what comes then too', async () => {
  const { clock, writer, stored, done } = slowDisk();
  writer.events(rates, log.slice(0, 1));
  await clock.advance(A_WHILE);
  writer.events(rates, log.slice(1, 2));
  await clock.advance(A_WHILE);
  await done();
  await done();
  expect(stored()).toBe(2);
  writer.events(rates, log.slice(2, 3));
  await clock.advance(A_WHILE);
  await done();
  expect(stored()).toBe(3);
});

test('whatever comes whenever, it is readable at once and stored within a while of a disk that works', async () => {
  let overtaken = 0;
  const step = fc.oneof(
    fc.record({ events: fc.integer({ min: 1, max: 450 }) }),
    fc.record({ pass: fc.integer({ min: 0, max: 120 }) }),
    fc.constant('done' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { clock, writer, stored, writes, failed, done, allDone } = slowDisk();
      let taken = 0;
      for (const each of steps) {
        if (each === 'done') await done();
        else if ('pass' in each) await clock.advance(each.pass);
        else {
          const more = log.slice(taken, taken + each.events);
          if (writes() > 0 && more.length > 0) overtaken += 1;
          writer.events(rates, more);
          taken += more.length;
        }
        // Of two places, each event is in one at least.
        expect(stored() + writer.unwritten(rates, 1, taken).length).toBeGreaterThanOrEqual(taken);
      }
      await clock.advance(A_WHILE);
      await allDone();
      expect(stored()).toBe(taken);
      expect(failed).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect(overtaken).toBeGreaterThan(100);
});
