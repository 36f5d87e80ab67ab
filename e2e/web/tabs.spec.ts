import type { Page } from '@playwright/test';
import { conversation } from '../fixtures/cast.ts';
import { expect, test } from '../fixtures/test.ts';
import { AppWindow } from '../pages/app-window.ts';
import { chooseByArrows } from '../pages/keyboard.ts';

const nameOf = (page: Page) => page.evaluate(() => sessionStorage.getItem('mullion.window'));

/** The same address in a tab that begins with a copy of this one's session storage, as a duplicated tab does. */
async function duplicate(window: AppWindow): Promise<AppWindow> {
  const opened = window.page.waitForEvent('popup');
  await window.page.evaluate(() => void globalThis.open(location.href, '_blank'));
  return new AppWindow(await opened);
}

test('a duplicated tab is a window of its own: its panes and drafts are not the first one’s', async ({ signedIn }) => {
  const first = await signedIn();
  await expect(first.panes).toHaveCount(12);
  const [closed, written] = (await first.titles()).filter((title) => !conversation(title).feed);
  if (closed === undefined || written === undefined) throw new Error('There are not two panes to write in.');
  await first.pane(closed).choose('Close pane');
  await first.pane(written).composer.fill('said in the first');
  await expect.poll(() => first.stored()).toContain('said in the first');

  const second = await duplicate(first);
  await second.until('workspace');
  await expect(second.panes).toHaveCount(12);
  await expect(second.pane(written).composer).toHaveValue('');
  await expect(first.status).toContainText('2 windows');
  const names = [await nameOf(first.page), await nameOf(second.page)];
  expect(new Set(names).size).toBe(2);
  await second.pane(written).composer.fill('said in the second');
  await expect.poll(() => first.stored()).toContain('said in the second');

  for (const window of [first, second]) {
    await window.reload();
    await window.until('workspace');
  }
  expect([await nameOf(first.page), await nameOf(second.page)]).toEqual(names);
  await expect(first.panes).toHaveCount(11);
  await expect(second.panes).toHaveCount(12);
  await expect(first.pane(written).composer).toHaveValue('said in the first');
  await expect(second.pane(written).composer).toHaveValue('said in the second');
});

test('A3 a pane moves into a tab of its own with its draft, and back, by its menu', async ({ signedIn }) => {
  const first = await signedIn();
  await expect(first.panes).toHaveCount(12);
  const title = (await first.titles()).find((each) => !conversation(each).feed);
  if (title === undefined) throw new Error('There is no pane to write in.');
  await first.pane(title).composer.fill('moved between tabs');
  const choose = async (window: AppWindow, item: RegExp) => {
    await window
      .pane(title)
      .root.getByRole('button', { name: /^Pane menu/ })
      .press('Enter');
    await chooseByArrows(window.page, 'menuitem', 'Move to window', 'ArrowRight');
    await chooseByArrows(window.page, 'menuitem', item);
  };
  const opened = first.page.context().waitForEvent('page');
  await choose(first, /^New window/);
  const second = new AppWindow(await opened);
  await second.until('workspace');
  await expect(second.panes).toHaveCount(1);
  await expect(second.pane(title).composer).toHaveValue('moved between tabs');
  await expect(first.panes).toHaveCount(11);
  expect(second.page.url()).not.toContain('window=');
  // It is the same tab after a reload.
  await second.reload();
  await second.until('workspace');
  await expect(second.panes).toHaveCount(1);

  const gone = second.page.waitForEvent('close');
  await choose(second, /^Back to /).catch((error: unknown) => {
    if (!String(error).includes('has been closed')) throw error;
  });
  await expect(first.panes).toHaveCount(12);
  await expect(first.pane(title).composer).toHaveValue('moved between tabs');
  await gone;
});
