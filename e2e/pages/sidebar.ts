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

  /** All rows that are shown: channels and people. */
  get rows(): Locator {
    return this.root.locator('[data-side-row][data-channel]');
  }

  /** A channel's row, by its whole name. */
  channel(name: string): Locator {
    return this.rows.and(this.root.getByTitle(name, { exact: true }));
  }
}
