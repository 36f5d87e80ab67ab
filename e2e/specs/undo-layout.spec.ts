import { conversation } from '../fixtures/cast.ts';
import { expect, test } from '../fixtures/test.ts';
import type { AppWindow } from '../pages/app-window.ts';

/** Where each pane is, by its title. */
async function places(window: AppWindow): Promise<Record<string, unknown>> {
  const titles = await window.titles();
  const boxes = await Promise.all(titles.map(async (title) => [title, await window.pane(title).root.boundingBox()] as const));
  return Object.fromEntries(boxes);
}

test('A7 a pane that was closed is back where it was, with its draft, when that is undone; and gone again when it is redone', async ({
  signedIn,
}) => {
  const window = await signedIn();
  const { page } = window;
  await expect(window.panes).toHaveCount(12);
  const before = await places(window);
  const title = Object.keys(before).find((each) => !conversation(each).feed);
  if (title === undefined) throw new Error('There is no pane to write in.');
  const pane = window.pane(title);
  await pane.composer.fill('half a sentence');
  await pane.composer.press('Control+Alt+KeyW');
  await expect(window.panes).toHaveCount(11);

  await page.keyboard.press('Control+Alt+KeyZ');
  await expect(window.panes).toHaveCount(12);
  await expect.poll(() => places(window)).toEqual(before);
  await expect(pane.composer).toHaveValue('half a sentence');
  await expect(pane.composer).toBeFocused();

  await page.keyboard.press('Control+Alt+Shift+KeyZ');
  await expect(window.panes).toHaveCount(11);
  await window.menu.click();
  await page.getByRole('menuitem', { name: /^Undo layout change/ }).click();
  await expect(window.panes).toHaveCount(12);
  await expect.poll(() => places(window)).toEqual(before);
  // What is back is kept: also when the window is loaded again.
  await window.reload();
  await window.until('workspace');
  await expect(window.panes).toHaveCount(12);
  await expect.poll(() => places(window)).toEqual(before);
  await expect(pane.composer).toHaveValue('half a sentence');
});
