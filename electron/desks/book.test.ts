import { expect, test, vi } from 'vitest';
import type { Arrangement, DeskList } from '../../shared/desks.ts';
import { openDeskBook } from './book.ts';
import { type Desks, oneDesk } from './desks.ts';

const arrangement = (...names: string[]): Arrangement => ({
  windows: names.map((id) => ({ id, alwaysOnTop: false })),
  places: [],
});

/** A book whose windows turn when they are let. */
function rig() {
  let saved: Desks = oneDesk(arrangement('main'));
  const told: DeskList[] = [];
  const turning: (() => void)[] = [];
  const shown: string[][] = [];
  const book = openDeskBook({
    saved,
    save: (desks) => {
      saved = desks;
    },
    show: (turn) =>
      new Promise((resolve) =>
        turning.push(() => {
          shown.push(turn().windows.map(({ id }) => id));
          resolve();
        }),
      ),
    log: () => undefined,
  });
  book.onChange((list) => told.push(list));
  const turn = () =>
    vi.waitFor(() => {
      const next = turning.shift();
      if (!next) throw new Error('nothing turns');
      next();
    });
  return { book, told, shown, saved: () => saved, turn };
}

test('A7 what windows do while they let go is still the old desk’s, and from the turn on the new one’s', async () => {
  const { book, saved, turn, shown } = rig();
  const fx = book.make('FX', arrangement('fx'));
  const done = book.switchTo(fx);
  book.keep(arrangement('main', 'late'));
  await turn();
  await done;
  book.keep(arrangement('fx', 'new'));
  expect(shown).toEqual([['fx']]);
  expect(saved().current).toBe(fx);
  expect(saved().desks.map(({ windows }) => windows.map(({ id }) => id))).toEqual([
    ['main', 'late'],
    ['fx', 'new'],
  ]);
});

test('A7 of several desks asked for in a row the last is shown, and nobody is told of the others', async () => {
  const { book, turn, shown, told } = rig();
  const [a, b, c] = ['a', 'b', 'c'].map((name) => book.make(name, arrangement(name)));
  told.length = 0;
  const done = Promise.all([a, b, c].map((id) => book.switchTo(id ?? '')));
  await turn();
  await turn();
  await done;
  // The first was under way already.
  expect(shown).toEqual([['a'], ['c']]);
  expect(told.map(({ current }) => current)).toEqual([a, c]);
});

test('A7 to where one is, nothing turns; to what is no more, it is refused', async () => {
  const { book, shown } = rig();
  await book.switchTo('main');
  await expect(book.switchTo('gone')).rejects.toThrow();
  expect(shown).toEqual([]);
});

test('A7 a desk that is deleted while windows let go for it is not shown', async () => {
  const { book, turn, shown } = rig();
  const fx = book.make('FX', arrangement('fx'));
  const done = book.switchTo(fx);
  await book.remove(fx);
  await turn();
  await done;
  expect(shown).toEqual([['main']]);
  expect(book.current()).toBe('main');
});

test('A7 the desk that is shown is deleted after another is shown', async () => {
  const { book, turn, shown } = rig();
  book.make('FX', arrangement('fx'));
  const gone = book.remove('main');
  await turn();
  expect(await gone).toEqual(['main']);
  expect(shown).toEqual([['fx']]);
  expect(book.list().desks.map(({ name }) => name)).toEqual(['FX']);
});

test('A7 listeners hear of what can be listed, not of where windows stand', () => {
  const { book, told } = rig();
  book.keep({ ...arrangement('main'), places: [{ displays: ['x'], windows: {} }] });
  expect(told).toEqual([]);
  book.rename('main', 'Morning');
  expect(told.map(({ desks }) => desks[0]?.name)).toEqual(['Morning']);
});
