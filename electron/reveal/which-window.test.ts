import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChannelId } from '../../shared/model.ts';
import { type Candidate, windowFor } from './which-window.ts';

const channels = [1, 2, 3].map((number) => ChannelId.parse(`00000000-0000-7000-8000-00000000000${number}`));
const [rates = ChannelId.parse(''), spot = ChannelId.parse('')] = channels;

function candidate(window: string, usedAt: number, seen: ChannelId[], hidden: ChannelId[] = []): Candidate<string> {
  return { window, usedAt, showing: { seen, held: [...seen, ...hidden] } };
}

test('where it is seen comes before where it is behind another, and that before the window that was used last', () => {
  const windows = [candidate('seen', 1, [rates]), candidate('held', 2, [spot], [rates]), candidate('used', 3, [spot])];
  expect(windowFor(rates, windows)).toBe('seen');
  expect(windowFor(rates, windows.slice(1))).toBe('held');
  expect(windowFor(rates, windows.slice(2))).toBe('used');
  expect(windowFor(null, windows)).toBe('used');
});

test('of two that show it, the one that was used last', () => {
  expect(windowFor(rates, [candidate('a', 1, [rates]), candidate('b', 2, [rates]), candidate('c', 0, [rates])])).toBe('b');
});

test('a window without panes is no place, and without any there is none', () => {
  const empty = { window: 'signed-out', usedAt: 9, showing: null };
  expect(windowFor(rates, [empty])).toBeNull();
  expect(windowFor(rates, [empty, candidate('a', 0, [])])).toBe('a');
  expect(windowFor(rates, [])).toBeNull();
});

test('whatever windows there are, one that shows the channel is chosen if there is one', () => {
  const some = fc.subarray(channels);
  const candidates = fc.array(
    fc.record({
      usedAt: fc.integer({ min: 0, max: 9 }),
      showing: fc.option(fc.tuple(some, some).map(([seen, hidden]) => ({ seen, held: [...seen, ...hidden] }))),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(candidates, (given) => {
      const windows = given.map((each, window) => ({ ...each, window }));
      const found = windowFor(rates, windows);
      const ready = windows.filter(({ showing }) => showing !== null);
      const chosen = windows.find(({ window }) => window === found);
      if (ready.length === 0) expect(found).toBeNull();
      else if (ready.some(({ showing }) => showing?.seen.includes(rates))) expect(chosen?.showing?.seen).toContain(rates);
      else if (ready.some(({ showing }) => showing?.held.includes(rates))) expect(chosen?.showing?.held).toContain(rates);
      else expect(chosen?.usedAt).toBe(Math.max(...ready.map(({ usedAt }) => usedAt)));
    }),
  );
});
