import { expect, type Locator, type Page } from '@playwright/test';
import { startingWith } from './words.ts';

/** The desks, as a window offers them. */
export class DeskControls {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** The name of the desk that is shown, and its menu. */
  get button(): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: /^Desk: / });
  }

  /** Empty while the window is on its way to be one of that desk's: what it shows is still the other's, and keys go nowhere. */
  async name(): Promise<string> {
    if ((await this.page.locator('.app[inert]').count()) > 0) return '';
    return (await this.button.innerText()).trim();
  }

  /** Chooses from the menu of desks; an item's name ends in its shortcut, if it has one. */
  async choose(item: string): Promise<void> {
    await this.button.click();
    await this.page.getByRole('menuitem', { name: startingWith(item) }).click();
  }

  /** The names of all desks, in their order, as the menu lists them. */
  async names(): Promise<string[]> {
    await this.button.click();
    const items = this.page.getByRole('menuitemradio');
    await expect(items.first()).toBeVisible();
    const names = await items.locator('.menu-text').allTextContents();
    await this.page.keyboard.press('Escape');
    await expect(this.page.getByRole('menu')).toHaveCount(0);
    return names;
  }

  /** Answers the dialog that asks for a name. */
  async giveName(name: string, button: 'Create' | 'Save'): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: button }).click();
    await expect(dialog).toHaveCount(0);
  }
}
