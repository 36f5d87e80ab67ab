/**
 * How desks feel in the desktop application while messages come in: 48 panes in four windows, 200 messages a second, one person who
 * types, drags borders between panes, and shows another desk of thirty panes. The limit is the same while nothing is said.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startDesktop } from '../e2e/desktop/desktop.ts';
import { switchTook } from '../e2e/electron/desk-clock.ts';
import { type DeskWindow, writeDeskFile } from '../shared/desk-file.ts';
import { grid, LAYOUT_VERSION, type Pane, PaneId } from '../shared/layout.ts';
import type { ChannelId } from '../shared/model.ts';
import { startApplication } from './harness/application.ts';
import { realTexts } from './harness/conversation.ts';
import { meter } from './harness/page-meter.ts';
import type { Bench } from './harness/report.ts';
import { startServer } from './harness/server.ts';
import { median, percentile } from './harness/statistics.ts';
import { connectSenders } from './load/senders.ts';

const RATE = 200;
const ROUNDS = 3;
/** Panes of each window of a desk, and the digit that shows it. */
const WALL = { name: 'Wall', panes: [12, 12, 12, 12], digit: 2 };
const THIRTY = { name: 'Thirty', panes: [8, 8, 7, 7], digit: 3 };
const CHANNELS = sum(WALL.panes);
const root = join(import.meta.dirname, '..');

export const bench: Bench = {
  what: `Electron, ${CHANNELS} panes in ${WALL.panes.length} windows, ${RATE} msg/s: typing, dragging borders, showing a desk of ${sum(THIRTY.panes)} panes (median of ${ROUNDS})`,
  bundled: true,
  goal: '≤ 1.5 × idle (drag_fps ≥ idle / 1.5); switch_ms ≤ 500',

  async run({ seconds, data, say }) {
    const server = await startServer({ people: 41, channels: CHANNELS });
    say(await server.command('import', 'irc', data, '--members', 'p0'));
    const desktop = await startDesktop();
    const [, ...others] = await server.tokens(41);
    const senders = await connectSenders(server.url, others, realTexts(data));
    const channels = senders.states.map(({ channel }) => channel.id).slice(0, CHANNELS);
    const [ticket] = await server.tickets(1);
    const folder = profile();
    const env = { MULLION_SERVER: server.url, MULLION_USER_DATA: folder, MULLION_TICKET: ticket };
    const application = await startApplication(root, { ...desktop.env, ...env });
    const isWindow = (url: string) => URL.canParse(url) && new URL(url).pathname === '/index.html';
    const first = await application.page(isWindow);
    await first.locator('html[data-ready="workspace"]').waitFor({ timeout: 60_000 });
    // Every channel has something to show.
    await senders.send(RATE, Math.ceil((4 * CHANNELS) / RATE));
    for (const desk of [WALL, THIRTY]) await importDesk(first, folder, desk, channels);
    const windows = application.pages(isWindow);
    await switchTook([first, ...windows.filter((page) => page !== first)], WALL.digit, sum(WALL.panes));

    const felt = async (): Promise<Felt> => {
      await first.locator('[data-pane][data-channel] textarea').first().focus();
      const { keyToPaintMs } = await meter(first, seconds, null);
      const dragFps = await drag(first, seconds);
      const switchMs = await switchTook(windows, THIRTY.digit, sum(THIRTY.panes));
      await switchTook(windows, WALL.digit, sum(WALL.panes));
      return { keyToPaintMs: percentile(keyToPaintMs, 0.99), dragFps, switchMs };
    };
    const idle: Felt[] = [];
    const busy: Felt[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      idle.push(await felt());
      const stop = senders.keepSending(RATE);
      busy.push(await felt());
      const { refused } = await stop();
      if (refused > 0) throw new Error(`${refused} messages were refused.`);
      say(`idle: ${inWords(idle.at(-1))}; ${RATE} msg/s: ${inWords(busy.at(-1))}`);
    }
    senders.close();
    await application.stop();
    await desktop.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    const figure = (name: string, unit: string, pick: (felt: Felt) => number) => {
      return { name, unit, value: median(busy.map(pick)), limit: median(idle.map(pick)) };
    };
    return [
      figure('key_to_paint_p99_ms', 'ms', (each) => each.keyToPaintMs),
      figure('switch_ms', 'ms', (each) => each.switchMs),
      figure('drag_fps', '1/s', (each) => each.dragFps),
    ];
  },
};

type Felt = { keyToPaintMs: number; dragFps: number; switchMs: number };

function inWords(felt: Felt | undefined): string {
  return felt === undefined
    ? ''
    : `key ${Math.round(felt.keyToPaintMs)} ms, switch ${Math.round(felt.switchMs)} ms, drag ${felt.dragFps.toFixed(1)} fps`;
}

/** A profile whose windows share the rig's monitor. */
function profile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mullion-profile-'));
  const windows = WALL.panes.map((_, at) => {
    const bounds = { x: 1280 * (at % 2), y: 720 * Math.floor(at / 2), width: 1280, height: 700 };
    return { id: at === 0 ? 'main' : `window-${at}`, bounds, state: 'normal' };
  });
  writeFileSync(join(folder, 'windows.json'), JSON.stringify({ version: 1, windows }));
  return folder;
}

/** Makes a desk as a person does who was given one, and waits until it is shown. */
async function importDesk(page: Page, folder: string, desk: typeof WALL, channels: readonly ChannelId[]): Promise<void> {
  const all = channels.values();
  const windows = desk.panes.map((count, at): DeskWindow => {
    const panes = Array.from({ length: count }, (_, pane): Pane => {
      const channel = all.next().value;
      if (channel === undefined) throw new Error('There are fewer channels than panes.');
      return { kind: 'timeline', id: PaneId.parse(`${desk.name}-${at}-${pane}`), channel };
    });
    const layout = { version: LAYOUT_VERSION as typeof LAYOUT_VERSION, root: grid(panes, 4), active: panes[0]?.id ?? null };
    return { id: at === 0 ? 'main' : `window-${at}`, alwaysOnTop: false, layout };
  });
  const file = join(folder, `${desk.name}.json`);
  writeFileSync(file, writeDeskFile(desk.name, { windows, places: [] }));
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Desk: / })
    .click();
  await page.getByRole('menuitem', { name: 'Import…' }).click();
  await page.getByRole('dialog').locator('input[type="file"]').setInputFiles(file);
  await page.getByRole('button', { name: `Desk: ${desk.name}` }).waitFor();
}

/** Drags the border between the first panes to and fro, and counts the frames meanwhile (a second). */
async function drag(page: Page, seconds: number): Promise<number> {
  const border = await page.getByRole('separator').first().boundingBox();
  if (!border) throw new Error('There is no border between panes.');
  const [x, y] = [border.x + border.width / 2, border.y + border.height / 2];
  const upright = border.height > border.width;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => {
    const counted = { frames: 0, began: performance.now(), on: true };
    Object.assign(globalThis, { counted });
    const frame = (): void => {
      counted.frames++;
      if (counted.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const ends = Date.now() + seconds * 1000;
  for (let step = 0; Date.now() < ends; step++) {
    const off = Math.round(60 * Math.sin(step / 10));
    await page.mouse.move(x + (upright ? off : 0), y + (upright ? 0 : off));
  }
  const fps = await page.evaluate(() => {
    const { counted } = globalThis as unknown as { counted: { frames: number; began: number; on: boolean } };
    counted.on = false;
    return counted.frames / ((performance.now() - counted.began) / 1000);
  });
  await page.mouse.move(x, y);
  await page.mouse.up();
  return fps;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
