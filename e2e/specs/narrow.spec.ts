/** Windows beside other programs: narrow ones show the list or one pane, and take nothing from the layout. */
import AxeBuilder from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import type { AppWindow } from '../pages/app-window.ts';
import { resize } from '../pages/window-size.ts';

const WIDE = { width: 1600, height: 1000 };
const NARROW = { width: 320, height: 800 };
const NARROWEST = { width: 280, height: 600 };

/** Where every pane of the layout is, by its id and what it shows. */
async function laidOut({ page }: AppWindow): Promise<string[]> {
  const panes = await page.locator('[data-pane]').all();
  const told = panes.map(async (pane) => {
    const box = await pane.boundingBox();
    const at = box === null ? 'unseen' : [box.x, box.y, box.width, box.height].map(Math.round).join(' ');
    return `${await pane.getAttribute('data-pane')} ${await pane.getAttribute('data-channel')} ${at}`;
  });
  return (await Promise.all(told)).toSorted();
}

/** Whether all of an element is within its window. */
async function expectInside({ page }: AppWindow, element: Locator): Promise<void> {
  await expect
    .poll(async () => {
      const box = await element.boundingBox();
      const size = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
      if (box === null) return 'unseen';
      const inside = box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height;
      return inside ? 'inside' : JSON.stringify(box);
    })
    .toBe('inside');
}

async function check({ page }: AppWindow, view: string): Promise<void> {
  const { passes, violations, incomplete } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const told = (rules: typeof violations) => rules.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`));
  expect(passes.length, `${view}: rules passed`).toBeGreaterThan(0);
  expect(told(violations), `${view}: violations`).toEqual([]);
  expect(told(incomplete.filter(({ id }) => id === 'color-contrast')), `${view}: unresolved contrast`).toEqual([]);
}

test('a narrow window shows one pane or the list, by keyboard too, and wide again every pane is where it was', async ({
  app,
  server,
  signedIn,
}) => {
  const window = await signedIn();
  const { page } = window;
  const { keyboard } = page;
  await resize(app, window, WIDE);
  await window.pane('desk-london').composer.focus();
  const before = await laidOut(window);
  expect(before.filter((pane) => !pane.endsWith('unseen'))).toHaveLength(12);

  await resize(app, window, NARROW);
  const seen = window.panes.filter({ visible: true });
  await expect(seen).toHaveCount(1);
  expect(await window.activePane.title()).toBe('desk-london');
  await expectInside(window, window.activePane.composer);
  await expect(window.sidebar.root).toHaveCount(0);

  await test.step('to the list and to another channel', async () => {
    await window.activePane.root.getByRole('button', { name: /^Channels/ }).click();
    await expect(window.sidebar.filter).toBeFocused();
    await expect(seen).toHaveCount(0);
    await window.sidebar.channel('rates-eur').click();
    await expect(window.pane('rates-eur').composer).toBeFocused();
    await expect(seen).toHaveCount(1);
  });

  await test.step('by keyboard', async () => {
    await keyboard.press('Escape');
    await expect(window.sidebar.filter).toBeFocused();
    await keyboard.press('Escape');
    await expect(window.pane('rates-eur').composer).toBeFocused();
    await keyboard.press('Control+b');
    await expect(window.sidebar.filter).toBeFocused();
    await keyboard.type('fx-s');
    await keyboard.press('Enter');
    await expect(window.pane('fx-spot').composer).toBeFocused();
    await keyboard.press('F6');
    await expect(window.pane('fx-spot').root).toBeHidden();
    await expect(seen).toHaveCount(1);
    expect(await window.activePane.hasFocus()).toBe(true);
    // What would change a layout that is not seen does nothing.
    await keyboard.press('Control+Alt+w');
    await keyboard.press('Control+Alt+r');
  });

  await test.step('what one says is seen there, and what others say', async () => {
    await keyboard.press('Control+j');
    await keyboard.type('desk-l');
    await keyboard.press('Enter');
    await window.pane('desk-london').send(`from a narrow window of ${app.edition}`);
    await expect(window.pane('desk-london').message(`from a narrow window of ${app.edition}`)).toBeVisible();
    await (await server.speaker('okoye')).say('desk-london', `heard in ${app.edition}`);
    await expect(window.pane('desk-london').message(`heard in ${app.edition}`)).toBeVisible();
  });

  await resize(app, window, WIDE);
  await expect(seen).toHaveCount(12);
  await expect.poll(() => laidOut(window)).toEqual(before);
});

test('a channel that has no pane is looked at in passing: the layout stays, and what was begun there is kept', async ({
  app,
  signedIn,
}) => {
  const window = await signedIn();
  await resize(app, window, WIDE);
  await window.pane('desk-london').choose('Close pane');
  await window.pane('vol').composer.focus();
  await expect(window.panes).toHaveCount(11);
  const before = await laidOut(window);

  await resize(app, window, NARROWEST);
  await window.page.keyboard.press('Escape');
  await window.sidebar.channel('desk-london').click();
  const guest = window.pane('desk-london');
  await expect(guest.composer).toBeFocused();
  await expect(window.activePane.root).toHaveCount(1);
  await expect(window.panes.filter({ visible: true })).toHaveCount(1);
  await window.page.keyboard.type('begun in passing');

  await resize(app, window, WIDE);
  await expect(guest.root).toHaveCount(0);
  await expect.poll(() => laidOut(window)).toEqual(before);
  await window.pane('vol').choose('Split downwards');
  await window.sidebar.channel('desk-london').click();
  await expect(window.pane('desk-london').composer).toHaveValue('begun in passing');
  await window.pane('desk-london').composer.fill('');
});

test('no pane is pushed out of a window that has less room than they take: each can be scrolled to, and is when one goes to it', async ({
  app,
  signedIn,
}) => {
  const window = await signedIn();
  await resize(app, window, WIDE);
  await expect(window.panes).toHaveCount(12);
  for (const width of [1000, 700, 560]) {
    await resize(app, window, { width, height: 600 });
    const widths = new Set<number>();
    for (let at = 0; at < 12; at += 1) {
      await window.page.keyboard.press('F6');
      await expectInside(window, window.activePane.root);
      await expectInside(window, window.activePane.root.getByRole('button', { name: /^Pane menu/ }));
      widths.add(Math.round((await window.activePane.root.boundingBox())?.width ?? 0));
    }
    expect(Math.min(...widths), `at ${width} px`).toBeGreaterThanOrEqual(200);
  }
});

for (const theme of ['Dark', 'Light'] as const) {
  test(`a narrow window is accessible, theme ${theme}`, async ({ app, signedIn }) => {
    const window = await signedIn();
    const { page } = window;
    await window.chooseTheme(theme);
    await window.pane('rates-eur').composer.focus();
    await resize(app, window, NARROWEST);
    await expect(window.panes.filter({ visible: true })).toHaveCount(1);
    await check(window, 'a pane');
    await page.keyboard.press('Escape');
    await expect(window.sidebar.root).toBeVisible();
    await check(window, 'the list');
    await expectInside(window, window.menu);
    await window.menu.click();
    await expectInside(window, page.getByRole('menu'));
    await check(window, 'the menu');
    await page.keyboard.press('Escape');
    if (theme === 'Light') return;
    await page.keyboard.press('Control+,');
    await expectInside(window, page.getByRole('dialog'));
    await check(window, 'a dialog');
  });
}
