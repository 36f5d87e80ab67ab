import { expect, type Locator, type Page } from '@playwright/test';
import { startingWith } from './words.ts';

/** One pane: its header, its timeline, its composer. */
export class Pane {
  readonly root: Locator;
  readonly page: Page;
  constructor(page: Page, root: Locator) {
    this.page = page;
    this.root = root;
  }

  get timeline(): Locator {
    return this.root.getByRole('feed');
  }

  /** What scrolls: it can have the focus, and keys then scroll it. */
  get scroller(): Locator {
    return this.root.getByRole('group', { name: /messages/i });
  }

  get composer(): Locator {
    return this.root.getByRole('textbox');
  }

  /** The row with this text; texts of tests are unique. */
  message(text: string): Locator {
    return this.timeline.getByRole('article').filter({ hasText: text });
  }

  /** Writes into the composer and sends. The composer is empty once the message is durable. */
  async send(text: string): Promise<void> {
    await this.composer.click();
    await this.composer.fill(text);
    await this.caretRests();
    await this.composer.press('Enter');
    await expect(this.composer).toHaveValue('');
  }

  /** The caret is in its composer, and has been for so long that Enter sends. */
  async caretRests(): Promise<void> {
    await expect(this.composer).toHaveAttribute('data-guard', 'clear');
  }

  /** Presses Enter where the first one has only armed: one that comes too soon to be an answer is not taken for one. */
  async sendArmed(): Promise<void> {
    await expect(this.composer).toHaveAttribute('data-guard', 'armed');
    await expect(async () => {
      await this.composer.press('Enter');
      await expect(this.composer).toHaveValue('', { timeout: 200 });
    }).toPass({ intervals: [50] });
  }

  /** The id of the channel that it shows. */
  async channel(): Promise<string> {
    return (await this.root.getAttribute('data-channel')) ?? '';
  }

  /** The pane's own id: drafts hang on it. */
  async id(): Promise<string> {
    return (await this.root.getAttribute('data-pane')) ?? '';
  }

  /** Chooses from the pane's menu; an item's name ends in its shortcut, if it has one. */
  async choose(item: string): Promise<void> {
    await this.root.getByRole('button', { name: /^Pane menu/ }).click();
    await this.page.getByRole('menuitem', { name: startingWith(item) }).click();
  }

  /** What it is called. */
  async title(): Promise<string> {
    return (await this.root.getByRole('heading', { level: 2 }).textContent()) ?? '';
  }

  /** Whether the focus is somewhere in it. */
  hasFocus(): Promise<boolean> {
    return this.root.evaluate((element) => element.contains(document.activeElement));
  }
}
