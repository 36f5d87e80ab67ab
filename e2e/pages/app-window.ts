import { expect, type Locator, type Page } from '@playwright/test';
import { readOwnStore } from './own-store.ts';
import { Pane } from './pane.ts';
import { Sidebar } from './sidebar.ts';
import { SignIn } from './sign-in.ts';
import { paneName } from './words.ts';

/** One window of the application, in the desktop application or a browser tab. */
export class AppWindow {
  readonly page: Page;
  readonly signIn: SignIn;
  readonly sidebar: Sidebar;

  constructor(page: Page) {
    this.page = page;
    this.signIn = new SignIn(page);
    this.sidebar = new Sidebar(page);
  }

  /** Waits until the window shows the sign-in or the panes. */
  async until(state: 'signed-out' | 'workspace'): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-ready', state, { timeout: 60_000 });
  }

  /** All panes that show a channel. */
  get panes(): Locator {
    return this.page.locator('[data-pane][data-channel]');
  }

  /** The pane of a channel, by its title ("rates-eur", or the other person's name). */
  pane(title: string): Pane {
    return new Pane(this.page, this.page.getByRole('region', { name: paneName(title) }));
  }

  /** What the panes are called, in reading order. */
  async titles(): Promise<string[]> {
    await expect(this.panes.first()).toBeVisible();
    return this.panes.getByRole('heading', { level: 2 }).allTextContents();
  }

  /** The active pane: the one that is written to. */
  get activePane(): Pane {
    return new Pane(this.page, this.page.locator('[data-pane][data-active="true"]'));
  }

  /** The line at the bottom that says in words how the window is connected. */
  get status(): Locator {
    return this.page.getByRole('contentinfo');
  }

  /** One's own presence, in the top bar. */
  get ownPresence(): Locator {
    return this.page.getByRole('button', { name: /Your presence: / });
  }

  get menu(): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: 'Menu', exact: true });
  }

  async chooseTheme(theme: 'Dark' | 'Light'): Promise<void> {
    await this.menu.click();
    await this.page.getByRole('menuitemradio', { name: theme, exact: true }).click();
    await expect(this.page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase());
    await expect(this.page.getByRole('menu')).toHaveCount(0);
  }

  async signOut(): Promise<void> {
    await this.menu.click();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await this.until('signed-out');
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  /** All that this computer keeps besides history (drafts, layouts, unsent messages), as text to look into. */
  stored(): Promise<string> {
    return this.page.evaluate(readOwnStore);
  }
}
