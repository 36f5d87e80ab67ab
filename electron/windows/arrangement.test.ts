import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Arrangement,
  arrangementOf,
  loadArrangement,
  NO_WINDOWS,
  type SavedWindow,
  saveArrangement,
} from './arrangement.ts';

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
const arrangement: Arrangement = {
  windows: ['window-2', 'main'],
  places: [
    { displays: ['1920x1080+0+0 @1 0° primary', '1920x1080-1920+0 @1 0°'], windows: { main: { bounds, state: 'normal' } } },
    { displays: ['2560x1440+0+0 @2 90° primary'], windows: { 'window-2': { bounds, state: 'fullscreen' } } },
  ],
};

test('A5 what was saved is read again, windows in their order, displays with the newest first', () => {
  const file = join(folder, 'deep', 'windows.json');
  saveArrangement(file, arrangement, log);
  expect(loadArrangement(file, log)).toEqual(arrangement);
  expect(told).toEqual([]);
});

test('a file of the first version, which knew of no displays, is read as places on any', () => {
  const file = join(folder, 'windows.json');
  writeFileSync(file, JSON.stringify({ version: 1, windows }));
  expect(loadArrangement(file, log)).toEqual(arrangementOf(windows));
  expect(told).toEqual([]);
});

test('a first start has no arrangement, and that is no fault', () => {
  expect(loadArrangement(join(folder, 'windows.json'), log)).toEqual(NO_WINDOWS);
  expect(told).toEqual([]);
});

test.each([
  ['not JSON', '{ "windows": ['],
  ['another shape', '{ "version": 1, "windows": [{ "id": "main" }] }'],
  ['another version', '{ "version": 99, "windows": [] }'],
  ['a place that is none', '{"version":2,"windows":["main"],"places":[{"displays":[],"windows":{"main":{"state":"normal"}}}]}'],
  [
    'a name that could lead elsewhere',
    '{"version":1,"windows":[{"id":"../x","bounds":{"x":0,"y":0,"width":9,"height":9},"state":"normal"}]}',
  ],
])('a file with %s is kept aside and said, and the application starts', (_what, text) => {
  const file = join(folder, 'windows.json');
  writeFileSync(file, text);
  expect(loadArrangement(file, log)).toEqual(NO_WINDOWS);
  expect(told).toEqual(['arrangement.corrupt']);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^windows\.json\.corrupt-\d+$/)]);
});

test('of two windows with one name the first is opened', () => {
  const file = join(folder, 'windows.json');
  const [first] = windows;
  if (!first) throw new Error('no window');
  writeFileSync(file, JSON.stringify({ version: 1, windows: [first, { ...first, state: 'normal' }] }));
  expect(loadArrangement(file, log)).toEqual(arrangementOf([first]));
});

test('what cannot be written is said, and takes nothing with it', () => {
  const file = join(folder, 'windows.json');
  writeFileSync(join(folder, 'not-a-folder'), '');
  saveArrangement(join(folder, 'not-a-folder', 'windows.json'), arrangement, log);
  expect(told).toEqual(['arrangement.not-saved']);
  expect(loadArrangement(file, log)).toEqual(NO_WINDOWS);
});
