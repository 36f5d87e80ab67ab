/** Windows of the desktop application: several of them, where they were, whatever happens to their pages and files. */
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, YOU } from '../fixtures/test.ts';
import type { AppWindow } from '../pages/app-window.ts';
import { callDesktop, loggedEvents, visibleWindows } from './main-process.ts';
import { move, named, nowhere, open, openFurther } from './window-desk.ts';

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
  expect(saved).toMatchObject({ desks: [{ windows: [{ id: further }] }] });
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

test('J9 a window whose page crashes is put back, and the others do not notice', async ({ electron }) => {
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

test('A11 a window stays above others where it is told to, also after a restart', async ({
  electron,
  desktop,
  server,
  signedIn,
}) => {
  // The window manager's own word: which windows are kept above.
  const above = async () => {
    const { stdout } = await promisify(execFile)('wmctrl', ['-l'], { env: { ...process.env, ...desktop.env } });
    const ids = stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split(' ', 1)[0] ?? '']));
    const states = ids.map(async (id) => {
      const xprop = ['-id', id, '_NET_WM_STATE'];
      return (await promisify(execFile)('xprop', xprop, { env: { ...process.env, ...desktop.env } })).stdout;
    });
    return (await Promise.all(states)).filter((state) => state.includes('_NET_WM_STATE_ABOVE')).length;
  };
  const window = await signedIn();
  expect(await above()).toBe(0);
  const choose = async (view: AppWindow) => {
    await view.menu.click();
    await view.page.getByRole('menuitemcheckbox', { name: 'Always on top' }).click();
  };
  await choose(window);
  await expect.poll(above).toBe(1);
  await window.menu.click();
  await expect(window.page.getByRole('menuitemcheckbox', { name: 'Always on top' })).toBeChecked();
  await window.page.keyboard.press('Escape');

  const again = await electron.restart({ server: server.url, ticket: await server.ticket(YOU) });
  await again.until('workspace');
  await expect.poll(above).toBe(1);
  await choose(again);
  await expect.poll(above).toBe(0);
});
