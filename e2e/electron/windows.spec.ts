/** Windows of the desktop application: several of them, where they were, within reach whatever happens to the monitors. */
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ElectronApplication } from '@playwright/test';
import { type Bounds, isReachable } from '../../electron/windows/placement.ts';
import type { ElectronApp } from '../fixtures/app.ts';
import { expect, test } from '../fixtures/test.ts';
import { callDesktop, displays, loggedEvents, visibleWindows } from './main-process.ts';

/** Windows need no server: an address where nobody answers will do. */
const nowhere = 'http://127.0.0.1:9';

/** Starts the application and waits until its windows are seen. */
async function open(electron: ElectronApp, windows = 1): Promise<void> {
  await electron.open({ server: nowhere });
  await expect.poll(async () => (await visibleWindows(electron.application)).length).toBe(windows);
}

/** Windows by name. */
async function named(application: ElectronApplication): Promise<Map<string, Bounds>> {
  return new Map((await visibleWindows(application)).map(({ name, bounds }) => [name, bounds]));
}

async function openFurther(application: ElectronApplication, count: number): Promise<void> {
  for (let opened = 0; opened < count; opened += 1) {
    const before = (await visibleWindows(application)).length;
    await callDesktop(application, 'openWindow');
    await expect.poll(async () => (await visibleWindows(application)).length).toBe(before + 1);
  }
}

async function move(application: ElectronApplication, name: string, bounds: Bounds): Promise<void> {
  const window = (await visibleWindows(application)).find((candidate) => candidate.name === name);
  if (window === undefined) throw new Error(`There is no window ${name}.`);
  await application.evaluate(({ BrowserWindow }, target) => BrowserWindow.fromId(target.id)?.setBounds(target.bounds), {
    id: window.id,
    bounds,
  });
  await expect.poll(async () => (await named(application)).get(name)).toEqual(bounds);
}

test('A5 three windows come back after a restart with their names, where they were', async ({ electron }) => {
  await open(electron);
  await openFurther(electron.application, 2);
  const names = [...(await named(electron.application)).keys()];
  expect(names).toContain('main');
  for (const [at, name] of names.filter((candidate) => candidate !== 'main').entries()) {
    await move(electron.application, name, { x: 200 + 300 * at, y: 150 + 100 * at, width: 900, height: 600 });
  }
  const before = await named(electron.application);

  await electron.restart({ server: nowhere });
  await expect.poll(() => named(electron.application)).toEqual(before);
});

test('a window that is closed stays closed; the last one comes back', async ({ electron }) => {
  await open(electron);
  await openFurther(electron.application, 1);
  const profile = await electron.application.evaluate(({ app }) => app.getPath('userData'));
  const further = [...(await named(electron.application)).keys()].find((name) => name !== 'main');
  if (further === undefined) throw new Error('no second window');

  await callDesktop(electron.application, 'closeWindow', 'main');
  await expect.poll(async () => [...(await named(electron.application)).keys()]).toEqual([further]);
  const ended = new Promise((resolve) => electron.application.process().once('exit', resolve));
  await callDesktop(electron.application, 'closeWindow', further);
  await ended;
  const saved: unknown = JSON.parse(await readFile(join(profile, 'windows.json'), 'utf8'));
  expect(saved).toMatchObject({ windows: [{ id: further }] });
});

test('A6 a window of a monitor that is pulled out is within reach again', async ({ electron, desktop }) => {
  const { monitors } = desktop;
  if (monitors === null) throw new Error('This machine has no Xorg with the dummy driver: build/setup-debian.sh installs it.');
  await open(electron);
  await openFurther(electron.application, 1);
  await expect(async () => {
    // Chromium does not hear of the first picture that an output ever shows, only of later ones.
    await monitors.pull(1);
    await monitors.plug(1, { width: 1920, height: 1080 });
    await expect.poll(async () => (await displays(electron.application)).length, { timeout: 3000 }).toBe(2);
  }).toPass();
  const further = [...(await named(electron.application)).keys()].find((name) => name !== 'main');
  if (further === undefined) throw new Error('no second window');
  await move(electron.application, further, { x: 2700, y: 120, width: 1000, height: 700 });

  await monitors.pull(1);
  await expect.poll(async () => (await displays(electron.application)).length).toBe(1);
  await expect
    .poll(async () => {
      const areas = await displays(electron.application);
      return [...(await named(electron.application)).values()].map((bounds) => isReachable(bounds, areas));
    })
    .toEqual([true, true]);
});

test('an arrangement that cannot be read is kept aside, and the application starts with one window', async ({ electron }) => {
  await open(electron);
  const profile = await electron.application.evaluate(({ app }) => app.getPath('userData'));
  await electron.application.close();
  await writeFile(join(profile, 'windows.json'), '{ "windows": [');

  await open(electron);
  await expect.poll(async () => [...(await named(electron.application)).keys()]).toEqual(['main']);
  expect((await readdir(profile)).some((file) => file.startsWith('windows.json.corrupt-'))).toBe(true);
  expect(await loggedEvents(electron.application)).toContain('arrangement.corrupt');
});

test('a window whose page crashes is put back, and the others do not notice', async ({ electron }) => {
  await open(electron);
  await openFurther(electron.application, 1);
  const windows = await visibleWindows(electron.application);
  const [crashing, other] = windows;
  if (crashing === undefined || other === undefined) throw new Error('no two windows');

  await electron.application.evaluate(
    ({ BrowserWindow }, id) => BrowserWindow.fromId(id)?.webContents.forcefullyCrashRenderer(),
    crashing.id,
  );
  await expect
    .poll(async () => (await visibleWindows(electron.application)).find(({ id }) => id === crashing.id)?.process)
    .not.toBe(crashing.process);
  await expect
    .poll(async () => (await visibleWindows(electron.application)).find(({ id }) => id === crashing.id)?.name)
    .toBe(crashing.name);
  expect((await visibleWindows(electron.application)).find(({ id }) => id === other.id)).toEqual(other);
});

test('starting it a second time brings the first one to the front instead', async ({ electron, desktop }) => {
  await open(electron);
  const running = await electron.application.evaluate(({ app, BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) if (window.isVisible()) window.minimize();
    return { profile: app.getPath('userData'), binary: process.execPath, arguments: process.argv.slice(1) };
  });
  const second = await promisify(execFile)(running.binary, running.arguments, {
    env: { ...process.env, ...desktop.env, MULLION_USER_DATA: running.profile, MULLION_SERVER: nowhere },
  });
  expect(second.stderr).toContain('is running already');
  await expect
    .poll(() =>
      electron.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isMinimized())),
    )
    .toBe(false);
});
