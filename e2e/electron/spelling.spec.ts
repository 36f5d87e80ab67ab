/** What one writes is held against a dictionary of the application's own, and can be mended and taught by the second mouse button. */
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

/** Notes the menus that would pop up, rather than showing them: a native menu is no page that could be read. */
async function noteMenus(application: ElectronApplication): Promise<void> {
  await application.evaluate(({ Menu }) => {
    const noted = globalThis as typeof globalThis & { menus: Electron.Menu[] };
    noted.menus = [];
    Menu.prototype.popup = function note(this: Electron.Menu) {
      noted.menus.push(this);
    };
  });
}

/** The labels of the menu that popped up last. */
function lastMenu(application: ElectronApplication): Promise<string[]> {
  return application.evaluate(() => {
    const { menus } = globalThis as typeof globalThis & { menus: Electron.Menu[] };
    return menus.at(-1)?.items.map(({ label }) => label) ?? [];
  });
}

function choose(application: ElectronApplication, label: string): Promise<void> {
  return application.evaluate((_electron, wanted) => {
    const { menus } = globalThis as typeof globalThis & { menus: Electron.Menu[] };
    const menu = menus.at(-1);
    menus.length = 0;
    menu?.items.find((item) => item.label === wanted)?.click();
  }, label);
}

test('a misspelt word is found, mended and learned; tickers are none', async ({ signedIn, electron }) => {
  const window = await signedIn();
  const { application } = electron;
  await noteMenus(application);
  const composer = window.page.getByRole('textbox', { name: /^Message/ }).first();
  const askAt = async (x: number): Promise<string[]> => {
    await composer.click({ button: 'right', position: { x, y: 10 } });
    return lastMenu(application);
  };

  await composer.fill('recieve it');
  // The dictionary is opened with the first word: until then nothing is wrong.
  await expect.poll(() => askAt(20)).toContain('receive');
  await choose(application, 'receive');
  await expect(composer).toHaveValue('receive it');

  await composer.fill('settlmint it');
  await expect.poll(() => askAt(20)).toContain('Add “settlmint” to the dictionary');
  await choose(application, 'Add “settlmint” to the dictionary');
  await composer.fill('settlmint xqztly');
  // The second word shows that words are looked at; the first is right now.
  await expect.poll(() => askAt(80)).toContain('Add “xqztly” to the dictionary');
  expect(await askAt(20)).not.toContain('Add “settlmint” to the dictionary');

  await composer.fill('EURUSDX xqztly');
  await expect.poll(() => askAt(80)).toContain('Add “xqztly” to the dictionary');
  expect(await askAt(20)).toEqual(['Cut', 'Copy', 'Paste', '', 'Select all']);
});
