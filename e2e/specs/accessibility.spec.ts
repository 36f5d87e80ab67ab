import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import type { AppWindow } from '../pages/app-window.ts';

const themes = ['Dark', 'Light'] as const;

/** Checks what is on screen: rules were passed, none is violated, and no contrast stays undecided. */
async function check(window: AppWindow, view: string): Promise<void> {
  // In Electron a second page cannot be opened for the analysis: the legacy mode does without.
  const { passes, violations, incomplete } = await new AxeBuilder({ page: window.page }).setLegacyMode(true).analyze();
  const told = (rules: typeof violations) =>
    rules.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary, any }) => {
        const related = any.flatMap(({ relatedNodes = [] }) => relatedNodes.map(({ html }) => html.slice(0, 120)));
        return [id, target.join(' '), failureSummary, ...related].join('\n  ');
      }),
    );
  expect(passes.length, `${view}: rules passed`).toBeGreaterThan(0);
  expect(told(violations), `${view}: violations`).toEqual([]);
  expect(told(incomplete.filter(({ id }) => id === 'color-contrast')), `${view}: unresolved contrast`).toEqual([]);
}

/** Opens the palette and types so much that all it finds is in view: of what is scrolled away no contrast can be told. */
async function seek(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('rates');
  await expect(page.getByRole('option', { name: /Ctrl\+\d/ })).toBeVisible();
}

/** Opens a dialog for other keys, with keys in it that another command has. */
async function changeKeys(page: Page): Promise<void> {
  await page.keyboard.press('Control+/');
  await page.getByRole('button', { name: 'Change keys of “Next unread”' }).click();
  await page.keyboard.press('Control+b');
  await expect(page.getByRole('button', { name: 'Take over' })).toBeVisible();
}

for (const theme of themes) {
  test(`the panes are accessible, theme ${theme}`, async ({ signedIn }) => {
    const window = await signedIn();
    await window.chooseTheme(theme);
    await expect(window.panes).toHaveCount(12);
    await check(window, 'panes');
    await window.pane('vol').choose('Split downwards');
    await expect(window.page.getByRole('region', { name: 'Empty place' })).toBeVisible();
    await check(window, 'an empty place');
  });

  test(`menus and dialogs are accessible, theme ${theme}`, async ({ signedIn }) => {
    // Twelve analyses of a page with twelve panes.
    test.slow();
    const window = await signedIn();
    const { page } = window;
    await window.chooseTheme(theme);

    await window.menu.click();
    await check(window, 'menu');
    await page.keyboard.press('Escape');
    await window.ownPresence.click();
    await check(window, 'presence menu');
    await page.keyboard.press('Escape');
    await window
      .pane('rates-eur')
      .root.getByRole('button', { name: /^Pane menu/ })
      .click();
    await check(window, 'pane menu');
    await page.keyboard.press('Escape');

    const dialogs: [string, () => Promise<void>][] = [
      ['palette', () => seek(page)],
      ['shortcuts', () => page.keyboard.press('Control+/')],
      ['keys of a command', () => changeKeys(page)],
      ['settings', () => page.keyboard.press('Control+,')],
      ['join or create', () => window.sidebar.root.getByRole('button', { name: 'Join or create' }).click()],
      ['rename', () => window.pane('rates-eur').choose('Rename…')],
      ['topic', () => window.pane('rates-eur').choose('Change topic…')],
      ['invite', () => window.pane('rates-eur').choose('Invite…')],
      ['leave', () => window.pane('rates-eur').choose('Leave…')],
    ];
    for (const [view, open] of dialogs) {
      await open();
      await expect(page.getByRole(/leave/.test(view) ? 'alertdialog' : 'dialog').or(page.getByRole('dialog'))).toBeVisible();
      await check(window, view);
      await page.keyboard.press('Escape');
      // One that was opened from another leads back there.
      if (view === 'keys of a command') await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });

  test(`completing a mention and a message that waits are accessible, theme ${theme}`, async ({ signedIn, network }) => {
    const window = await signedIn(undefined, network);
    await window.chooseTheme(theme);
    const pane = window.pane('desk-london');
    await pane.composer.pressSequentially('@o');
    await expect(pane.root.getByRole('listbox', { name: 'People to mention' })).toBeVisible();
    await check(window, 'mention list');
    await pane.composer.fill('');

    network.cut();
    await expect(window.status).toContainText('Offline since');
    await pane.send(`waits while ${theme}`);
    await expect(pane.message(`waits while ${theme}`)).toContainText('queued');
    await check(window, 'offline');
  });

  test(`sign-in is accessible, theme ${theme}`, async ({ signedIn }) => {
    const window = await signedIn();
    await window.chooseTheme(theme);
    await window.signOut();
    await check(window, 'sign-in');
    await window.signIn.submit.click();
    await check(window, 'sign-in with what is missing');
    await window.signIn.as('nobody-at-all', 'wrong');
    await expect(window.signIn.problem).toBeVisible();
    await check(window, 'sign-in refused');
  });
}
