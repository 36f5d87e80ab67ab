/** One engine for all windows: shared while it lives, made again when it dies, and no word lost over it. */
import type { ElectronApplication } from '@playwright/test';
import { windowPages } from '../fixtures/app.ts';
import { expect, test } from '../fixtures/test.ts';
import { AppWindow } from '../pages/app-window.ts';
import { callDesktop, inPage, killPage, loggedEvents, visibleWindows } from './main-process.ts';

/** Opens two further windows and waits until all three show their panes. */
async function threeWindows(application: ElectronApplication): Promise<[AppWindow, AppWindow, AppWindow]> {
  for (const count of [2, 3]) {
    await callDesktop(application, 'openWindow');
    await expect.poll(async () => (await visibleWindows(application)).length).toBe(count);
  }
  const [first, second, third] = windowPages(application).map((page) => new AppWindow(page));
  if (first === undefined || second === undefined || third === undefined) throw new Error('There are no three windows.');
  for (const window of [first, second, third]) {
    await window.until('workspace');
    await expect(window.panes).toHaveCount(12);
  }
  return [first, second, third];
}

/** How many engines have said that they are up since the start. */
async function engines(application: ElectronApplication): Promise<number> {
  return (await loggedEvents(application)).filter((event) => event === 'engine.ready').length;
}

/** How many clients the server has. */
async function connections(server: string): Promise<number> {
  const metrics = await (await fetch(`${server}/metrics`)).text();
  return Number(/^mullion_connections (\d+)$/m.exec(metrics)?.[1]);
}

/** Scrolls a pane's timeline up by wheel, as a person does (a window that is covered draws nothing and does not scroll); answers what stands at its top then. */
async function scrollUp(window: AppWindow, pane: string): Promise<string> {
  const scroller = window.pane(pane).root.locator('.timeline-scroller');
  // Before its messages are there, there is nothing to scroll.
  await expect.poll(() => scroller.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(300);
  await scroller.hover();
  await window.page.mouse.wheel(0, -300);
  await expect
    .poll(() => scroller.evaluate(({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop))
    .toBeGreaterThan(200);
  let before = '';
  await expect(async () => {
    const now = await topRow(window, pane);
    const still = now === before;
    before = now;
    expect(now).not.toBe('');
    expect(still).toBe(true);
  }).toPass();
  return before;
}

/** The first row that is seen whole, with its distance from the pane's top (px). */
function topRow(window: AppWindow, pane: string): Promise<string> {
  return window
    .pane(pane)
    .root.locator('.timeline-scroller')
    .evaluate((scroller) => {
      const top = scroller.getBoundingClientRect().top;
      const row = [...scroller.querySelectorAll('article')].find((each) => each.getBoundingClientRect().top >= top);
      return row ? `${Math.round(row.getBoundingClientRect().top - top)} ${row.textContent}` : '';
    });
}

test('three windows share one engine: one connection to the server, one store', async ({ electron, signedIn, server }) => {
  await signedIn();
  const windows = await threeWindows(electron.application);
  expect(await engines(electron.application)).toBe(1);
  await expect.poll(() => connections(server.url)).toBe(1);
  const [first, ...others] = await Promise.all(windows.map(({ page }) => page.evaluate(() => indexedDB.databases())));
  for (const databases of others) expect(databases).toEqual(first);
  await windows[0].pane('fx-spot').send('seen by three windows');
  for (const window of windows) await expect(window.pane('fx-spot').message('seen by three windows')).toHaveCount(1);
});

test('the anchor is killed: windows keep draft and scroll, attach to the next engine, and nothing is lost or doubled', async ({
  electron,
  signedIn,
  server,
}) => {
  await signedIn();
  const windows = await threeWindows(electron.application);
  const speaker = await server.speaker('kaur');
  const [first, , top] = windows;
  await first.pane('vol').composer.fill('half a thought');
  const row = await scrollUp(top, 'research');

  await killPage(electron.application, 'anchor.html');
  await speaker.say('fx-spot', 'said while there was no engine');
  await first.pane('fx-spot').send('written while there was no engine');
  await expect.poll(() => engines(electron.application)).toBe(2);

  for (const window of windows) {
    await expect(window.pane('fx-spot').message('said while there was no engine')).toHaveCount(1);
    await expect(window.pane('fx-spot').message('written while there was no engine')).toHaveCount(1);
  }
  await speaker.say('fx-spot', 'said afterwards');
  for (const window of windows) await expect(window.pane('fx-spot').message('said afterwards')).toHaveCount(1);
  await expect(first.pane('vol').composer).toHaveValue('half a thought');
  expect(await topRow(top, 'research')).toBe(row);
  const texts = await speaker.texts('fx-spot');
  expect(texts.filter((text) => text === 'written while there was no engine')).toHaveLength(1);
  await expect.poll(() => connections(server.url)).toBe(2);
});

test('the first window is killed: the engine lives on, the others do not notice, and it comes back with its draft', async ({
  electron,
  signedIn,
  server,
}) => {
  await signedIn();
  const windows = await threeWindows(electron.application);
  const [first, second, third] = windows;
  await first.pane('vol').composer.fill('not sent yet');
  await expect.poll(() => first.stored()).toContain('not sent yet');
  const row = await scrollUp(third, 'research');
  const main = (await visibleWindows(electron.application)).find(({ name }) => name === 'main');
  if (main === undefined) throw new Error('There is no first window.');

  await killPage(electron.application, main.id);
  const speaker = await server.speaker('kaur');
  await speaker.say('fx-spot', 'said while a window was gone');
  for (const window of [second, third]) {
    await expect(window.pane('fx-spot').message('said while a window was gone')).toHaveCount(1);
  }
  expect(await topRow(third, 'research')).toBe(row);
  // Playwright gives a page up for good once it has crashed: this one is asked through the main process.
  const drafts = "[...document.querySelectorAll('[data-pane] textarea')].map((box) => box.value).filter(Boolean)";
  await expect.poll(() => inPage(electron.application, main.id, drafts)).toEqual(['not sent yet']);
  const said =
    "[...document.querySelectorAll('article')].filter((row) => row.textContent.includes('said while a window was gone')).length";
  await expect.poll(() => inPage(electron.application, main.id, said)).toBe(1);
  expect(await engines(electron.application)).toBe(1);
  expect(await loggedEvents(electron.application)).toContain('window.gone');
});
