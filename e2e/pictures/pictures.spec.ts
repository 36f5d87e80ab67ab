/** Takes the pictures of the README (`npm run pictures`): the written trading day on the test desktop, without a hand on it. */
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDeskFile } from '../../shared/desk-file.ts';
import { ChannelId } from '../../shared/model.ts';
import { call } from '../desktop/child.ts';
import type { Desktop } from '../desktop/desktop.ts';
import type { Monitor } from '../desktop/monitors.ts';
import { plug } from '../electron/plug.ts';
import { windowPages } from '../fixtures/app.ts';
import { expect, test } from '../fixtures/test.ts';
import type { AppWindow } from '../pages/app-window.ts';
import { DeskControls } from '../pages/desks.ts';
import { threeMonitors } from './desks.ts';

const images = join(import.meta.dirname, '..', '..', 'docs', 'images');
/** The moment that is shown, and how much faster than written the day comes to it. */
const MOMENT = 'next meeting 20bp priced';
const SPEED = 6;

/** The channels of the panes that are shown, by their titles. */
async function channelsOf(window: AppWindow): Promise<Map<string, ChannelId>> {
  const titles = await window.titles();
  const ids = await window.panes.evaluateAll((panes) => panes.map((pane) => pane.getAttribute('data-channel')));
  return new Map(titles.map((title, at) => [title, ChannelId.parse(ids[at])]));
}

/** Lets the day go on until its moment is seen. */
async function playTo(window: AppWindow, play: (speed: number) => Promise<{ stop(): Promise<void> }>): Promise<void> {
  const day = await play(SPEED);
  await expect(window.page.getByText(MOMENT).first()).toBeVisible({ timeout: 60_000 });
  await day.stop();
}

test('the main window', async ({ desktop, server, signedIn }) => {
  const window = await signedIn();
  await expect(window.panes).toHaveCount(12);
  await playTo(window, (speed) => server.play(speed));
  await together(desktop, (await desktop.monitors?.list()) ?? [], 2560, join(images, 'main-window.png'));
});

test('a desk on three monitors', async ({ electron, desktop, server, signedIn }) => {
  const { monitors } = desktop;
  if (monitors === null) throw new Error('This machine has no Xorg with the dummy driver: build/setup-debian.sh installs it.');
  const window = await signedIn();
  const contents = threeMonitors(await channelsOf(window));
  await plug(electron.application, monitors, 1, 2);
  await plug(electron.application, monitors, 2, 3);
  const file = join(tmpdir(), `three-monitors-${process.pid}.json`);
  await writeFile(file, writeDeskFile('London', contents));
  const desks = new DeskControls(window.page);
  await desks.choose('Import…');
  await window.page.getByRole('dialog').locator('input[type="file"]').setInputFiles(file);
  await rm(file);
  await expect.poll(() => desks.name()).toBe('London');
  const filled = async () => {
    const pages = windowPages(electron.application);
    return Promise.all(pages.map((page) => page.locator('[data-pane][data-channel]:has([data-row])').count()));
  };
  await expect.poll(async () => (await filled()).toSorted()).toEqual([1, 1, 2, 6, 8]);
  await playTo(window, (speed) => server.play(speed));
  await together(desktop, await monitors.list(), 960, join(images, 'three-monitors.png'));
});

/** A picture of monitors side by side, each as wide as the others, whatever it resolves (px). Few colours: text needs no more. */
async function together(desktop: Desktop, monitors: readonly Monitor[], width: number, path: string): Promise<void> {
  const whole = join(tmpdir(), `monitors-${process.pid}.png`);
  await desktop.picture(whole);
  const frame = monitors.length > 1 ? ['-bordercolor', '#3a3f47', '-border', '6'] : [];
  const each = monitors.flatMap((monitor) => {
    const part = `${monitor.width}x${monitor.height}+${monitor.x}+${monitor.y}`;
    return ['(', whole, '-crop', part, '+repage', '-resize', `${width}x`, ...frame, ')'];
  });
  await call('convert', [...each, '+append', '-dither', 'None', '-colors', '160', path]);
  await rm(whole);
}
