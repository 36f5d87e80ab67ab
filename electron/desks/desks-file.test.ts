import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { arrangementOf, type SavedWindow } from '../windows/arrangement.ts';
import { type Desks, oneDesk } from './desks.ts';
import { loadDesks, saveDesks } from './desks-file.ts';

let folder = '';
const told: string[] = [];
const log = (_level: string, event: string): void => void told.push(event);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arrangement-'));
  told.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const windows: SavedWindow[] = [
  { id: 'main', bounds: { x: -1900, y: 40, width: 1200, height: 800 }, state: 'maximized' },
  { id: 'window-2', bounds: { x: 10, y: 40, width: 700, height: 500 }, state: 'normal' },
];

const bounds = { x: 0, y: 0, width: 800, height: 600 };
const places = [
  {
    displays: ['1920x1080+0+0 @1 0° primary', '1920x1080-1920+0 @1 0°'],
    windows: { main: { bounds, state: 'normal' as const } },
  },
  { displays: ['2560x1440+0+0 @2 90° primary'], windows: { 'window-2': { bounds, state: 'fullscreen' as const } } },
];
const arrangement = {
  windows: [
    { id: 'window-2', alwaysOnTop: true, form: { kind: 'docked-left' as const, dockWidth: 300, mini: null, wasOnTop: true } },
    { id: 'main', alwaysOnTop: false },
  ],
  places,
};
const desks: Desks = {
  current: 'desk-2',
  desks: [
    { id: 'main', name: null, ...arrangement },
    { id: 'desk-2', name: 'Morning · London', windows: [{ id: 'window-3', alwaysOnTop: false }], places: [] },
  ],
};
const firstStart = oneDesk({ windows: [{ id: 'main', alwaysOnTop: false }], places: [] });

test('A5 A7 what was saved is read again: desks, their windows in their order, displays with the newest first', () => {
  const file = join(folder, 'deep', 'windows.json');
  saveDesks(file, desks, log);
  expect(loadDesks(file, log)).toEqual(desks);
  expect(told).toEqual([]);
});

test('a file of the first version, which knew of no displays, is read as places on any', () => {
  const file = join(folder, 'windows.json');
  writeFileSync(file, JSON.stringify({ version: 1, windows }));
  expect(loadDesks(file, log)).toEqual(oneDesk(arrangementOf(windows)));
  expect(told).toEqual([]);
});

test('A7 a file of the version before desks is the one desk, which nobody has named', () => {
  const file = join(folder, 'windows.json');
  writeFileSync(file, JSON.stringify({ version: 2, ...arrangement }));
  expect(loadDesks(file, log)).toEqual(oneDesk(arrangement));
  expect(told).toEqual([]);
});

test('A7 a window is on one desk only, every desk has one, and one desk is shown, whatever the file says', () => {
  const file = join(folder, 'windows.json');
  const desk = (id: string, ...names: string[]) => {
    return { id, name: null, windows: names.map((name) => ({ id: name, alwaysOnTop: false })), places: [] };
  };
  const saved = {
    version: 3,
    current: 'gone',
    desks: [desk('a', 'w', 'w', 'main'), desk('b', 'w', 'x'), desk('b', 'y'), desk('c', 'main')],
  };
  writeFileSync(file, JSON.stringify(saved));
  const read = loadDesks(file, log);
  expect(read.current).toBe('a');
  expect(read.desks.map(({ id, windows }) => [id, windows.map((each) => each.id)])).toEqual([
    ['a', ['w', 'main']],
    ['b', ['x']],
    ['c', [expect.stringMatching(/^window-/)]],
  ]);
});

test('a first start has one desk with one window, and that is no fault', () => {
  expect(loadDesks(join(folder, 'windows.json'), log)).toEqual(firstStart);
  expect(told).toEqual([]);
});

test.each([
  ['not JSON', '{ "windows": ['],
  ['another shape', '{ "version": 1, "windows": [{ "id": "main" }] }'],
  ['another version', '{ "version": 99, "windows": [] }'],
  [
    'a place that is none',
    '{"version":2,"windows":[{"id":"main","alwaysOnTop":false}],"places":[{"displays":[],"windows":{"main":{"state":"normal"}}}]}',
  ],
  [
    'a name that could lead elsewhere',
    '{"version":1,"windows":[{"id":"../x","bounds":{"x":0,"y":0,"width":9,"height":9},"state":"normal"}]}',
  ],
])('a file with %s is kept aside and said, and the application starts', (_what, text) => {
  const file = join(folder, 'windows.json');
  writeFileSync(file, text);
  expect(loadDesks(file, log)).toEqual(firstStart);
  expect(told).toEqual(['arrangement.corrupt']);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^windows\.json\.corrupt-\d+$/)]);
});

test('of two windows with one name the first is opened', () => {
  const file = join(folder, 'windows.json');
  const [first] = windows;
  if (!first) throw new Error('no window');
  writeFileSync(file, JSON.stringify({ version: 1, windows: [first, { ...first, state: 'normal' }] }));
  expect(loadDesks(file, log)).toEqual(oneDesk(arrangementOf([first])));
});

test('what cannot be written is said, and takes nothing with it', () => {
  const file = join(folder, 'windows.json');
  writeFileSync(join(folder, 'not-a-folder'), '');
  saveDesks(join(folder, 'not-a-folder', 'windows.json'), desks, log);
  expect(told).toEqual(['arrangement.not-saved']);
  expect(loadDesks(file, log)).toEqual(firstStart);
});

test('whatever has become of the file, the application starts: it is read, or kept aside and said', () => {
  const file = join(folder, 'windows.json');
  saveDesks(file, desks, log);
  const text = readFileSync(file, 'utf8');
  const cut = fc.nat(text.length).map((end) => text.slice(0, end));
  const changed = fc.record({ at: fc.nat(text.length - 1), by: fc.string({ minLength: 1, maxLength: 3 }) }).map(({ at, by }) => {
    return text.slice(0, at) + by + text.slice(at + by.length);
  });
  const hostile = fc.json({ maxDepth: 4 });
  /** A value somewhere in it is something else. */
  const values = text.match(/(?<=: )[^{[\n,]+/g) ?? [];
  const swapped = fc
    .record({ value: fc.constantFrom(...values), by: fc.constantFrom('null', '-1', '1e400', '"../x"', '[]', '{}', '0.5', '""') })
    .map(({ value, by }) => text.replace(value, by));
  let kept = 0;
  fc.assert(
    fc.property(fc.oneof(cut, changed, hostile, swapped), (spoilt) => {
      told.length = 0;
      writeFileSync(file, spoilt);
      const read = loadDesks(file, log);
      if (told.length > 0) {
        kept += 1;
        expect(told).toEqual(['arrangement.corrupt']);
        expect(read).toEqual(firstStart);
        const aside = readdirSync(folder).find((name) => name.startsWith('windows.json.corrupt-')) ?? '';
        expect(readFileSync(join(folder, aside), 'utf8')).toBe(spoilt);
        rmSync(join(folder, aside));
        return;
      }
      // What is read can be written, and is the same when it is read again.
      saveDesks(file, read, log);
      expect(loadDesks(file, log)).toEqual(read);
      expect(told).toEqual([]);
    }),
    { numRuns: 400 },
  );
  expect(kept).toBeGreaterThan(200);
});
