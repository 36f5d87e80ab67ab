import { expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import type { EngineHandlers } from './handlers.ts';
import { type AttachedPort, createPorts } from './ports.ts';

function rig() {
  const counts: number[] = [];
  const renamed: string[] = [];
  let last: AttachedPort | null = null;
  const ports = createPorts({
    clock: fakeClock(),
    log: () => {},
    onCut: () => {},
    onGone: () => {},
    onWindows: (count) => void counts.push(count),
    onRenamed: (before) => void renamed.push(before),
    handlers(port) {
      last = port;
      // Nothing is asked here.
      return {} as EngineHandlers;
    },
  });
  const attach = (window: string | null): AttachedPort => {
    ports.add({ postMessage: () => {}, addEventListener: () => {}, removeEventListener: () => {}, start: () => {} });
    if (!last) throw new Error('no port');
    last.attached({ api: 0, window, role: 'window' }, false);
    return last;
  };
  return { ports, attach, counts, renamed };
}

test('A7 a window that has become another is found by that name alone, and while it is none by no name', () => {
  const { ports, attach, counts, renamed } = rig();
  const [one, two] = [attach('a'), attach('b')];
  one.become(null, false);
  expect(ports.named('a')).toBeUndefined();
  two.become(null, false);
  expect([...ports.windows()]).toEqual([]);
  two.become('a', false);
  one.become('c', false);
  expect(ports.named('a')).toBe(two);
  expect([...ports.windows()].toSorted()).toEqual(['a', 'c']);
  expect(renamed).toEqual(['a', 'b']);
  // There have been as many windows all the time.
  expect(counts.slice(1).every((count) => count === 2)).toBe(true);
});

test('A7 a window that is kept hidden until it is needed is none', () => {
  const { ports, attach, counts } = rig();
  const [one, spare] = [attach('a'), attach(null)];
  expect(counts.at(-1)).toBe(1);
  one.become(null, true);
  expect(counts.at(-1)).toBe(0);
  spare.become('a', false);
  expect(counts.at(-1)).toBe(1);
  expect(ports.named('a')).toBe(spare);
});
