import { expect, type Locator, type Page } from '@playwright/test';

/** The command palette: a line to type into, and what it leads to. */
export class Palette {
  readonly page: Page;
  readonly root: Locator;
  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole('dialog', { name: 'Command palette' });
  }

  get line(): Locator {
    return this.root.getByRole('combobox');
  }

  get options(): Locator {
    return this.root.getByRole('option');
  }

  /** What Enter leads to. */
  get meant(): Locator {
    return this.root.getByRole('option', { selected: true });
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await expect(this.line).toBeFocused();
  }

  /** Opens it, types, and goes where the first that is found leads to; `found` is part of its line. */
  async go(query: string, found: string, key: 'Enter' | 'Shift+Enter' = 'Enter'): Promise<void> {
    await this.open();
    await this.page.keyboard.type(query);
    await expect(this.meant).toContainText(found);
    await this.page.keyboard.press(key);
    await expect(this.root).toHaveCount(0);
  }
}
