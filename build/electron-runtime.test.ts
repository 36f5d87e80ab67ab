import { expect, test } from 'vitest';
import { displayFlags, type Machine, obstacle, sandboxFlags } from './electron-runtime.ts';

const machine: Machine = {
  platform: 'linux',
  asRoot: false,
  display: true,
  missingLibraries: [],
  namespaces: true,
  sandboxHelper: false,
  helperPath: '/runtime/chrome-sandbox',
};

test('an ordinary desktop has nothing in the way', () => {
  expect(obstacle(machine)).toBeNull();
  expect(sandboxFlags(machine)).toEqual([]);
});

test('missing libraries are named before anything else, with how to get them', () => {
  const sentence = obstacle({ ...machine, display: false, missingLibraries: ['libgtk-3.so.0', 'libnss3.so'] });
  expect(sentence).toContain('libgtk-3.so.0 and 1 more');
  expect(sentence).toContain('build/setup-debian.sh');
});

test('a machine without a display is told so', () => {
  expect(obstacle({ ...machine, display: false })).toContain('no display');
});

test('a kernel that refuses the sandbox asks for its helper rather than doing without it', () => {
  expect(obstacle({ ...machine, namespaces: false })).toContain('sudo chown root:root /runtime/chrome-sandbox');
  expect(obstacle({ ...machine, namespaces: false, sandboxHelper: true })).toBeNull();
});

test('only root runs without the sandbox', () => {
  expect(sandboxFlags({ ...machine, asRoot: true })).toEqual(['--no-sandbox']);
  expect(sandboxFlags({ platform: 'darwin', asRoot: true })).toEqual([]);
});

test('X11 is chosen wherever there is one, on a Wayland desktop too', () => {
  expect(displayFlags('linux', { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['--ozone-platform=x11']);
  expect(displayFlags('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual([]);
  expect(displayFlags('darwin', { DISPLAY: ':0' })).toEqual([]);
});

test('every obstacle is one sentence', () => {
  const all = [
    { ...machine, missingLibraries: ['libnss3.so'] },
    { ...machine, display: false },
    { ...machine, namespaces: false },
  ];
  for (const each of all) expect(obstacle(each)).toMatch(/^[^.].*\.$/);
});
