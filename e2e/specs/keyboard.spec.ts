import { SAMPLE_PASSWORD } from '../fixtures/server.ts';
import { expect, test, YOU } from '../fixtures/test.ts';
import { chooseByArrows, tabTo } from '../pages/keyboard.ts';

test('a whole round by keyboard alone: sign in, move, read, send, filter, set presence, sign out', async ({ app, server }) => {
  const speaker = await server.speaker('okoye');
  for (let at = 0; at < 40; at += 1) await speaker.say('desk-london', `line ${at}`);
  const window = await app.open({ server: server.url });
  await window.until('signed-out');
  const { page } = window;
  const { keyboard } = page;

  await test.step('sign in', async () => {
    await expect(window.signIn.handle).toBeFocused();
    await keyboard.type(YOU);
    await keyboard.press('Tab');
    await keyboard.type(SAMPLE_PASSWORD);
    await keyboard.press('Enter');
    await window.until('workspace');
    await expect(window.panes).toHaveCount(12);
  });

  await test.step('move between panes', async () => {
    const titles = await window.titles();
    const visited: string[] = [];
    for (let at = 0; at < titles.length; at += 1) {
      await keyboard.press('F6');
      await expect(window.activePane.root).toHaveCount(1);
      visited.push(await window.activePane.title());
      expect(await window.activePane.hasFocus()).toBe(true);
    }
    expect(visited.toSorted()).toEqual(titles.toSorted());
    await keyboard.press('Shift+F6');
    expect(await window.activePane.title()).toBe(visited.at(-2));
    await keyboard.press('Control+Alt+ArrowRight');
    expect(await window.activePane.hasFocus()).toBe(true);
  });

  await test.step('filter the sidebar and open what is found', async () => {
    await keyboard.press('Control+j');
    await expect(window.sidebar.filter).toBeFocused();
    await keyboard.type('desk-l');
    await expect(window.sidebar.rows).toHaveCount(1);
    await keyboard.press('Enter');
    await expect.poll(() => window.activePane.title()).toBe('desk-london');
    await expect(window.activePane.composer).toBeFocused();
  });

  await test.step('read: scroll up and come back to the newest', async () => {
    const pane = window.pane('desk-london');
    const scroller = pane.root.getByRole('group', { name: /^Messages in/ });
    const distance = () => scroller.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
    await tabTo(page, scroller, 'Shift+Tab');
    await keyboard.press('PageUp');
    await expect.poll(distance).toBeGreaterThan(20);
    await keyboard.press('Shift+Escape');
    await expect.poll(distance).toBeLessThan(2);
  });

  await test.step('send', async () => {
    await tabTo(page, window.activePane.composer);
    const text = `by keyboard in ${app.edition}`;
    await keyboard.type(text);
    await window.activePane.caretRests();
    await keyboard.press('Enter');
    await expect(window.pane('desk-london').message(text)).toBeVisible();
    await expect(window.activePane.composer).toHaveValue('');
    await expect(window.activePane.composer).toBeFocused();
  });

  await test.step('set presence', async () => {
    await tabTo(page, window.ownPresence, 'Shift+Tab');
    await keyboard.press('Enter');
    await chooseByArrows(page, 'menuitemradio', 'In a meeting');
    await expect(window.ownPresence).toContainText('In a meeting');
  });

  await test.step('sign out', async () => {
    await tabTo(page, window.menu);
    await keyboard.press('Enter');
    await chooseByArrows(page, 'menuitem', 'Sign out');
    await window.until('signed-out');
  });
});

test('focus is never lost: when a dialog closes it is back where it was', async ({ signedIn }) => {
  const window = await signedIn();
  const { keyboard } = window.page;
  const dialog = window.page.getByRole('dialog');

  await window.pane('desk-london').composer.focus();
  await keyboard.press('Control+/');
  await expect(dialog).toBeVisible();
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(window.pane('desk-london').composer).toBeFocused();

  await tabTo(window.page, window.menu);
  await keyboard.press('Enter');
  await chooseByArrows(window.page, 'menuitem', /^Settings/);
  await expect(dialog).toBeVisible();
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(window.menu).toBeFocused();
});

test('a dialog opens for what one opens it for: its first field has the focus, of choices the chosen one', async ({
  signedIn,
}) => {
  const window = await signedIn();
  const { page } = window;
  await window.pane('desk-london').choose('Rename…');
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('Escape');
  await window.chooseTheme('Light');
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('dialog').getByRole('radio', { name: 'Light' })).toBeFocused();
});

test('A8 a pane that is made or left takes the focus along, by menu and by key', async ({ signedIn }) => {
  const window = await signedIn();
  const { page } = window;
  await window.pane('desk-london').choose('Split to the right');
  await expect(window.panes).toHaveCount(12);
  await expect(page.locator('[data-pane]')).toHaveCount(13);
  await expect.poll(() => window.activePane.hasFocus()).toBe(true);
  await expect(window.activePane.root).not.toHaveAttribute('data-channel');
  await page.keyboard.press('Control+Alt+w');
  await expect(page.locator('[data-pane]')).toHaveCount(12);
  await expect.poll(() => window.activePane.hasFocus()).toBe(true);
  await window.pane('desk-london').choose('Close pane');
  await expect(page.locator('[data-pane]')).toHaveCount(11);
  await expect.poll(() => window.activePane.hasFocus()).toBe(true);
});
