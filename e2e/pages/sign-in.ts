import type { Locator, Page } from '@playwright/test';

/** The sign-in view. */
export class SignIn {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  get handle(): Locator {
    return this.#page.getByRole('textbox', { name: 'Name' });
  }

  get password(): Locator {
    return this.#page.getByLabel('Password', { exact: true });
  }

  get submit(): Locator {
    return this.#page.getByRole('button', { name: 'Sign in', exact: true });
  }

  /** What went wrong, in words. */
  get problem(): Locator {
    return this.#page.getByRole('alert');
  }

  async as(handle: string, password: string): Promise<void> {
    await this.handle.fill(handle);
    await this.password.fill(password);
    await this.submit.click();
  }
}
