/** Everywhere by keyboard: the palette, keys of one's own, what waits, back and forward. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import type { AppWindow } from '../pages/app-window.ts';
import { chooseByArrows, tabTo } from '../pages/keyboard.ts';
import { Palette } from '../pages/palette.ts';

/** The active pane shows it, and one can write there. */
async function expectAt(window: AppWindow, title: string): Promise<void> {
  await expect.poll(() => window.activePane.title()).toBe(title);
  await expect(window.activePane.composer).toBeFocused();
}

/** No pane of the first desk shows it. */
const NOWHERE = 'Chidi Okoye';

test('the palette leads to channels, people, panes and commands, and one comes back', async ({ signedIn }) => {
  const window = await signedIn();
  const { keyboard } = window.page;
  const palette = new Palette(window.page);
  await expect(window.panes).toHaveCount(12);
  const titles = await window.titles();
  expect(titles).not.toContain(NOWHERE);
  const [first = '', second = ''] = titles;

  await test.step('panes by their number', async () => {
    await keyboard.press('Control+2');
    await expectAt(window, second);
    await keyboard.press('Control+1');
    await expectAt(window, first);
  });

  await test.step('a channel that is nowhere is shown in the active pane; one that is somewhere, there', async () => {
    await palette.go('chok', NOWHERE);
    await expectAt(window, NOWHERE);
    await expect(window.panes).toHaveCount(12);
    await palette.go(second, second);
    await expectAt(window, second);
    await expect(window.panes).toHaveCount(12);
  });

  await test.step('back and forward, through panes and what they showed', async () => {
    await keyboard.press('Alt+ArrowLeft');
    await expectAt(window, NOWHERE);
    await keyboard.press('Alt+ArrowLeft');
    await expectAt(window, first);
    await keyboard.press('Alt+ArrowRight');
    await expectAt(window, NOWHERE);
    await keyboard.press('Alt+ArrowLeft');
    await expectAt(window, first);
  });

  await test.step('before anything is typed the first is where one was last; Shift+Enter shows it beside', async () => {
    await palette.open();
    await expect(palette.meant).toContainText(NOWHERE);
    await expect(palette.root.getByRole('status')).toContainText(/\d+ found/);
    await keyboard.press('ArrowDown');
    await expect(palette.meant).not.toContainText(NOWHERE);
    await keyboard.press('ArrowUp');
    await keyboard.press('Shift+Enter');
    await expect(window.panes).toHaveCount(13);
    await expectAt(window, NOWHERE);
  });

  await test.step('commands are done, and told with their keys', async () => {
    await palette.open();
    await keyboard.type('>close');
    await expect(palette.meant).toContainText('Close the pane');
    await expect(palette.meant).toContainText('Ctrl+Alt+W');
    await keyboard.press('Enter');
    await expect(window.panes).toHaveCount(12);
    await expect.poll(() => window.activePane.hasFocus()).toBe(true);
    await palette.go('>keyboard', 'Keyboard shortcuts');
    await expect(window.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await keyboard.press('Escape');
    await expect.poll(() => window.activePane.hasFocus()).toBe(true);
  });

  await test.step('somebody one has not written to yet', async () => {
    await palette.go('@jonas', 'Jonas Bauer');
    await expectAt(window, 'Jonas Bauer');
  });

  await test.step('its own keys close it, and the focus is where it was', async () => {
    await palette.open();
    await keyboard.press('Control+k');
    await expect(palette.root).toHaveCount(0);
    await expectAt(window, 'Jonas Bauer');
  });
});

test('a command is given other keys: who has them is named, and they hold after a restart', async ({ signedIn }) => {
  const window = await signedIn();
  const { page } = window;
  const { keyboard } = page;
  const palette = new Palette(page);
  const places = page.locator('[data-pane]');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const dialog = page.getByRole('dialog', { name: /^Keys of/ });
  const change = list.getByRole('button', { name: 'Change keys of “Undo what was done to panes”' });
  await expect(window.panes).toHaveCount(12);

  await keyboard.press('Control+/');
  await tabTo(page, change);
  await keyboard.press('Enter');
  const field = dialog.getByRole('textbox', { name: 'New keys' });
  await expect(field).toBeFocused();

  await test.step('keys that write, and keys that edit, are not to be had', async () => {
    await keyboard.press('q');
    await expect(dialog.getByRole('status')).toContainText('writes characters');
    await keyboard.press('Control+c');
    await expect(dialog.getByRole('status')).toContainText('working in a text');
    await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  await test.step('a conflict is shown by name, and taken over', async () => {
    await keyboard.press('Control+k');
    await expect(field).toHaveValue('Ctrl+K');
    await expect(dialog.getByRole('status')).toContainText('the keys of “Command palette”');
    await expect(dialog.getByRole('button', { name: 'Take over' })).toBeEnabled();
    await keyboard.press('Enter');
    await expect(change).toBeFocused();
    await expect(rowOf(page, 'Command palette')).toContainText('no keys');
    await expect(rowOf(page, 'Undo what was done to panes')).toContainText('CtrlK');
    await keyboard.press('Escape');
  });

  const undoes = async (keys: string) => {
    await keyboard.press('Control+Alt+r');
    await expect(places).toHaveCount(13);
    await keyboard.press(keys);
    await expect(places).toHaveCount(12);
    await expect(palette.root).toHaveCount(0);
  };
  await undoes('Control+k');
  await expect.poll(() => window.stored()).toContain('"undo":"Mod+K"');
  await window.reload();
  await window.until('workspace');
  await expect(window.panes).toHaveCount(12);
  await undoes('Control+k');

  await test.step('all as delivered', async () => {
    await keyboard.press('Control+/');
    await tabTo(page, list.getByRole('button', { name: 'All as delivered' }));
    await keyboard.press('Enter');
    await expect(rowOf(page, 'Command palette')).toContainText('CtrlK');
    await keyboard.press('Escape');
    await expect(list).toHaveCount(0);
    await palette.open();
    await keyboard.press('Escape');
    await undoes('Control+Alt+z');
  });
});

test('what waits is found: first in the panes, also behind a tab, then in channels that no pane shows', async ({
  signedIn,
  server,
}) => {
  const window = await signedIn();
  const { page } = window;
  const palette = new Palette(page);
  await expect(window.panes).toHaveCount(12);
  const speaker = await server.speaker('okoye');

  await palette.go('#research', 'research');
  await expectAt(window, 'research');
  await page.keyboard.press('Control+Alt+w');
  await expect(window.panes).toHaveCount(11);

  await palette.go('#london', 'desk-london');
  await expectAt(window, 'desk-london');
  await page.keyboard.press('Control+Alt+ArrowRight');
  const beside = await window.activePane.title();
  expect(beside).not.toBe('desk-london');
  await page.keyboard.press('Control+Alt+m');
  await chooseByArrows(page, 'menuitem', 'Stack', 'ArrowRight');
  await chooseByArrows(page, 'menuitem', 'Stack onto the left one');
  await expect(window.pane('desk-london').root).toBeHidden();
  await expectAt(window, beside);

  await speaker.say('research', 'have you read it?', [(await server.speaker('mara')).me.id]);
  await speaker.say('desk-london', 'anyone there?');
  await expect(window.sidebar.channel('research')).toContainText('1 mention');
  await expect(window.sidebar.channel('desk-london')).toContainText('1 unread');

  await page.keyboard.press('Control+Alt+u');
  await expectAt(window, 'desk-london');
  await page.keyboard.press('Control+Alt+Shift+u');
  await expectAt(window, 'research');
  await page.keyboard.press('Alt+ArrowLeft');
  await expectAt(window, 'desk-london');
});

/** A row of the list of shortcuts, by what it does. */
function rowOf(page: Page, words: string) {
  return page.locator('.shortcuts-row').filter({ has: page.locator('dt', { hasText: words }) });
}
