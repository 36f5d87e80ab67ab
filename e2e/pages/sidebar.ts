import type { Locator, Page } from '@playwright/test';

/** Channels and direct chats, with what is unread. */
export class Sidebar {
  readonly root: Locator;
  constructor(page: Page) {
    this.root = page.getByRole('navigation', { name: 'Channels' });
  }

  get filter(): Locator {
    return this.root.getByRole('searchbox', { name: 'Filter channels and people' });
  }

  /** A channel's row, by the beginning of its name. */
  channel(name: string): Locator {
    return this.root.getByRole('button', { name: new RegExp(`^${name}\\b`) });
  }
}
