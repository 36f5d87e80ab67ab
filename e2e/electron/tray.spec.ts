/** The icon in the tray: what it says of the person and of what waits, what can be chosen there, and life without a window. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { z } from 'zod';
import type { Face } from '../../electron/tray/face.ts';
import { draw } from '../../electron/tray/picture.ts';
import { TrayHost } from '../desktop/tray-host.ts';
import { windowPages } from '../fixtures/app.ts';
import { test as base, expect, YOU } from '../fixtures/test.ts';
import { callDesktop, systemTells, visibleWindows } from './main-process.ts';
import { presenceOf } from './seen-by-others.ts';

const test = base.extend<{ tray: TrayHost }>({
  tray: async ({ desktop }, use) => {
    const host = await TrayHost.start(desktop.env);
    await use(host);
    host.stop();
  },
});

/** How much the picture that is shown differs from how this face is drawn, in 255ths; Infinity while there is none of its size. */
async function differenceFrom(face: Face, application: ElectronApplication, file: string | null | undefined): Promise<number> {
  const shown = await application.evaluate(
    ({ nativeImage }, path) => [...nativeImage.createFromPath(path ?? '').toBitmap()],
    file ?? null,
  );
  const wanted = draw(face, 64);
  if (shown.length !== wanted.length) return Number.POSITIVE_INFINITY;
  return Math.max(...shown.map((value, at) => Math.abs(value - (wanted[at] ?? 0))));
}

/** Whether the icon shows this presence, and what waits by what is said of it. */
async function isShown(status: Face['status'], application: ElectronApplication, tray: TrayHost): Promise<boolean> {
  const icon = await tray.icon();
  const waits = /mention/.test(icon?.tooltip ?? '') ? 'mention' : /unread/.test(icon?.tooltip ?? '') ? 'unread' : 'nothing';
  // What is half transparent loses a little on its way through a file.
  return (await differenceFrom({ status, waits }, application, icon?.file)) < 16;
}

test('it shows presence and what waits, in a picture and in the person’s words, and presence can be chosen there', async ({
  tray,
  signedIn,
  server,
  electron,
}) => {
  const window = await signedIn();
  const { application } = electron;
  await expect.poll(() => tray.menuText()).toContain('\nConnected\n');
  const others = await presenceOf(server, YOU);

  await tray.choose('Presence', 'In a meeting');
  await expect.poll(others).toBe('meeting');
  await expect.poll(async () => (await tray.icon())?.tooltip).toMatch(/^Mullion · In a meeting/);
  await expect(window.ownPresence).toContainText('In a meeting');
  await expect.poll(() => isShown('meeting', application, tray)).toBe(true);
  expect(await isShown('busy', application, tray)).toBe(false);

  // A conversation that no pane shows: nobody reads it meanwhile.
  const tan = await server.speaker('tan');
  const { channels, people } = await tan.call('sync', { cursors: {} });
  const mara = people.find(({ handle }) => handle === YOU)?.id ?? '';
  const direct = channels.find(({ peer }) => peer === mara)?.channel.id ?? '';
  await tan.say(direct, 'Mara, are you there?', [mara]);
  await expect.poll(() => tray.menuText()).toMatch(/^Tan Wei Ling: 1 mention, \d+ unread$/m);
  expect(await tray.tooltip()).toContain('mention');
  await expect.poll(() => isShown('meeting', application, tray)).toBe(true);

  await window.page.keyboard.press('Control+,');
  await window.page.getByRole('radio', { name: 'Deutsch' }).check();
  await expect
    .poll(async () => (await tray.icon())?.tooltip)
    .toMatch(/^Mullion · In einer Besprechung · 1 Erwähnung, \d+ ungelesen$/);
  await expect.poll(() => tray.menuText()).toContain('✓ In einer Besprechung');
});

test('"do not disturb" for a while is seen by others, outlasts a restart, and ends by itself; what was chosen is shown again', async ({
  tray,
  signedIn,
  server,
  electron,
}) => {
  await signedIn();
  const others = await presenceOf(server, YOU);
  await tray.choose('Presence', 'Busy');
  await expect.poll(others).toBe('busy');
  // A menu that is made anew between being read and being clicked takes no notice of the click.
  await expect.poll(() => tray.menuText()).toContain('✓ Busy');
  await tray.choose('Do not disturb for a while', 'For 30 minutes');
  await expect.poll(others).toBe('dnd');
  await expect.poll(() => tray.menuText()).toMatch(/^Do not disturb until \d\d:\d\d$/m);
  await expect.poll(() => tray.menuText()).toContain('✓ Busy');

  const file = join(electron.profile, 'attention.json');
  const kept = z.object({ until: z.number() }).parse(JSON.parse(await readFile(file, 'utf8')));
  expect(kept.until - Date.now()).toBeGreaterThan(25 * 60_000);
  const again = await electron.restart({ server: server.url, ticket: await server.ticket(YOU) });
  await again.until('workspace');
  await expect.poll(others).toBe('dnd');
  // The computer sleeps for more than half an hour.
  await electron.application.evaluate(() => {
    // From a clock that nobody sets: done twice it is the same.
    Date.now = () => Math.round(performance.timeOrigin + performance.now()) + 31 * 60_000;
  });
  await systemTells(electron.application, 'resume');
  await expect.poll(others).toBe('busy');
  await expect.poll(() => tray.menuText()).toContain('Do not disturb for a while');

  // Whoever chooses a presence, wherever, is not bound to it any more.
  await tray.choose('Do not disturb for a while', 'For 1 hour');
  await expect.poll(others).toBe('dnd');
  await again.ownPresence.click();
  await again.page.getByRole('menuitemradio', { name: 'Available' }).click();
  await expect.poll(others).toBe('available');
  await expect.poll(() => tray.menuText()).toContain('Do not disturb for a while');
});

test('while one is presenting others see "do not disturb"', async ({ tray, signedIn, server, electron }) => {
  await signedIn();
  const others = await presenceOf(server, YOU);
  await tray.choose('Presence', 'Available');
  await tray.choose('Presenting');
  await expect.poll(others).toBe('dnd');
  await expect.poll(() => tray.menuText()).toContain('✓ Presenting');
  expect(JSON.parse(await readFile(join(electron.profile, 'attention.json'), 'utf8'))).toMatchObject({ presenting: true });
  await tray.choose('Presenting');
  await expect.poll(others).toBe('available');
});

test('with a tray it goes on without a window, hears what is said, and comes back with the window as it was', async ({
  tray,
  signedIn,
  server,
  electron,
}) => {
  await signedIn();
  const { application } = electron;
  const windows = async () => (await visibleWindows(application)).map(({ name, bounds }) => ({ name, bounds }));
  await expect.poll(() => tray.count).toBe(1);
  const before = await windows();
  await callDesktop(application, 'closeWindow');
  await expect.poll(windows).toEqual([]);

  const speaker = await server.speaker('okoye');
  // A mention: of what waits the tray lists only the most urgent.
  await speaker.say('rates-eur', 'nobody looks @mara', [(await server.speaker(YOU)).me.id]);
  await expect.poll(() => tray.menuText()).toMatch(/^#rates-eur: /m);
  await tray.choose('#rates-eur');
  await expect.poll(windows).toEqual(before);

  await callDesktop(application, 'closeWindow');
  await expect.poll(windows).toEqual([]);
  await tray.activate();
  await expect.poll(windows).toEqual(before);

  // And it can be told to end with its last window.
  await callDesktop(application, 'closeWindow');
  await expect.poll(windows).toEqual([]);
  await tray.choose('New Window');
  await expect.poll(windows).toEqual(before);
  const page = windowPages(application).at(-1);
  if (page === undefined) throw new Error('There is no window.');
  await page.keyboard.press('Control+,');
  const setting = page.getByRole('checkbox', { name: 'Keep running in the tray' });
  await expect(setting).toBeChecked();
  await setting.uncheck();
  await page.keyboard.press('Escape');
  const ended = once(application.process(), 'exit');
  await callDesktop(application, 'closeWindow');
  await ended;
});

test('signing out and quitting work from the tray; where no tray is shown, there is nothing to set', async ({
  desktop,
  signedIn,
  electron,
}) => {
  const window = await signedIn();
  await window.page.keyboard.press('Control+,');
  await expect(window.page.getByRole('checkbox', { name: 'Start Mullion when I sign in' })).toBeVisible();
  await expect(window.page.getByRole('checkbox', { name: 'Keep running in the tray' })).toHaveCount(0);
  await window.page.keyboard.press('Escape');

  // A panel that comes late is given the icon too, and so is the one that follows it.
  for (let panel = 0; panel < 2; panel += 1) {
    const host = await TrayHost.start(desktop.env);
    await expect.poll(async () => (await host.icon())?.tooltip ?? '').toMatch(/^Mullion · /);
    if (panel === 1) {
      await host.choose('Sign Out');
      await window.until('signed-out');
      await expect.poll(() => host.menuText()).toMatch(/^Not signed in\n—\nOpen Mullion\nNew Window\n—\nQuit$/);
      const ended = once(electron.application.process(), 'exit');
      await host.choose('Quit');
      await ended;
    }
    host.stop();
  }
});
