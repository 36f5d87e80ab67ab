import type { Page } from '@playwright/test';

/** Playwright lets every page believe that it has the focus. From now on this one has it when its window does. */
export async function trueFocus(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  // A session takes back only what it has asked for itself.
  for (const enabled of [true, false]) await session.send('Emulation.setFocusEmulationEnabled', { enabled });
}
