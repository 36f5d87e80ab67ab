import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepRunningHandlers, openKeepRunning } from './keep-running.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mullion-tray-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});
const open = (logged: string[] = []) => openKeepRunning(join(folder, 'tray.json'), (_level, event) => void logged.push(event));

test('it goes on in the tray unless it was told not to, also after a restart', () => {
  expect(open().isOn()).toBe(true);
  open().set(false);
  expect(open().isOn()).toBe(false);
});

test('what cannot be read is the default, and said in the log; what cannot be kept is refused and changes nothing', () => {
  writeFileSync(join(folder, 'tray.json'), '[]');
  const logged: string[] = [];
  const keepRunning = open(logged);
  expect([keepRunning.isOn(), logged]).toEqual([true, ['tray.corrupt']]);
  // A folder stands where the file has to be.
  mkdirSync(join(folder, 'tray.json'));
  expect(() => keepRunning.set(false)).toThrow('cannot be changed');
  expect(keepRunning.isOn()).toBe(true);
});

test('windows are offered it only where there is a tray', () => {
  let tray = false;
  const handlers = keepRunningHandlers(open(), () => tray);
  const page = {} as never;
  expect(handlers.keepRunning({}, page)).toEqual({ on: null });
  tray = true;
  handlers.setKeepRunning({ on: false }, page);
  expect(handlers.keepRunning({}, page)).toEqual({ on: false });
});
