import type { ElectronApplication } from '@playwright/test';
import { expect } from '../fixtures/test.ts';
import { AppWindow } from '../pages/app-window.ts';

/** The page that shows a window of this name, once there is one: windows become others when another desk is shown. */
export async function windowShowing(application: ElectronApplication, name: string): Promise<AppWindow> {
  const find = async () => {
    for (const page of application.windows()) {
      const shown = await page.evaluate(() => document.documentElement.dataset.window).catch(() => undefined);
      if (shown === name) return page;
    }
    return null;
  };
  await expect.poll(async () => (await find()) !== null, { message: `A page shows the window ${name}.` }).toBe(true);
  const page = await find();
  if (page === null) throw new Error(`No page shows the window ${name} any more.`);
  return new AppWindow(page);
}
