import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadArrangement, type SavedWindow, saveArrangement } from './arrangement.ts';

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

test('A5 what was saved is read again, windows in their order', () => {
  const file = join(folder, 'deep', 'windows.json');
  saveArrangement(file, windows, log);
  expect(loadArrangement(file, log)).toEqual(windows);
  expect(told).toEqual([]);
});

test('a first start has no arrangement, and that is no fault', () => {
  expect(loadArrangement(join(folder, 'windows.json'), log)).toEqual([]);
  expect(told).toEqual([]);
});

test.each([
  ['not JSON', '{ "windows": ['],
  ['another shape', '{ "version": 1, "windows": [{ "id": "main" }] }'],
  ['another version', '{ "version": 99, "windows": [] }'],
  [
    'a name that could lead elsewhere',
    '{"version":1,"windows":[{"id":"../x","bounds":{"x":0,"y":0,"width":9,"height":9},"state":"normal"}]}',
  ],
])('a file with %s is kept aside and said, and the application starts', (_what, text) => {
  const file = join(folder, 'windows.json');
  writeFileSync(file, text);
  expect(loadArrangement(file, log)).toEqual([]);
  expect(told).toEqual(['arrangement.corrupt']);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^windows\.json\.corrupt-\d+$/)]);
});

test('of two windows with one name the first is opened', () => {
  const file = join(folder, 'windows.json');
  const [first] = windows;
  if (!first) throw new Error('no window');
  saveArrangement(file, [first, { ...first, state: 'normal' }], log);
  expect(loadArrangement(file, log)).toEqual([first]);
});

test('what cannot be written is said, and takes nothing with it', () => {
  const file = join(folder, 'windows.json');
  writeFileSync(join(folder, 'not-a-folder'), '');
  saveArrangement(join(folder, 'not-a-folder', 'windows.json'), windows, log);
  expect(told).toEqual(['arrangement.not-saved']);
  expect(loadArrangement(file, log)).toEqual([]);
});
