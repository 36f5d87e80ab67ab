import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { autostartFile, desktopEntry } from './start-at-login.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'autostart-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('it is switched on and off by a file that desktops read', () => {
  const file = join(folder, 'not', 'there', 'mullion.desktop');
  const startAtLogin = autostartFile(file, ['/opt/Mullion/mullion']);
  expect(startAtLogin.isOn()).toBe(false);
  startAtLogin.set(true);
  expect(startAtLogin.isOn()).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain('\nExec="/opt/Mullion/mullion"\n');
  startAtLogin.set(false);
  expect(startAtLogin.isOn()).toBe(false);
  expect(readdirSync(join(folder, 'not', 'there'))).toEqual([]);
});

test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('a desktop that has written %s has switched it off', (line) => {
  const file = join(folder, 'mullion.desktop');
  writeFileSync(file, `[Desktop Entry]\nType=Application\nExec=mullion\n${line}\n`);
  expect(autostartFile(file, ['mullion']).isOn()).toBe(false);
});

test('where it cannot be set, that is said with the file’s name', () => {
  writeFileSync(join(folder, 'autostart'), '');
  const file = join(folder, 'autostart', 'mullion.desktop');
  expect(() => autostartFile(file, ['mullion']).set(true)).toThrow(file);
});

/** What a desktop makes of a line of the file, as the specification says. */
function argumentsOf(entry: string): string[] {
  const exec = /^Exec=(.*)$/m.exec(entry)?.[1] ?? '';
  const value = exec.replace(/\\(.)/g, (_, escaped: string) => (escaped === '\\' ? '\\' : `\\${escaped}`));
  const quoted = value.matchAll(/"((?:[^"\\]|\\.)*)"/gs);
  return [...quoted].map(([, argument = '']) => argument.replace(/\\(["`$\\])/g, '$1').replaceAll('%%', '%'));
}

test('whatever the application’s path holds, it is started by it', () => {
  const path = fc.stringMatching(/^[ -~äß€]{1,40}$/);
  fc.assert(
    fc.property(fc.array(path, { minLength: 1, maxLength: 3 }), (command) => {
      const entry = desktopEntry(command);
      expect(argumentsOf(entry)).toEqual(command);
      expect(entry.split('\n')).toHaveLength(8);
    }),
  );
});
