/** Makes a window as large as a test wants it, in either edition. */
import { type App, ElectronApp } from '../fixtures/app.ts';
import { expect } from '../fixtures/test.ts';
import type { AppWindow } from './app-window.ts';

/** As a person does by its border; in a browser, the tab's page. Resolves when the page has heard of it. */
export async function resize(app: App, { page }: AppWindow, size: { width: number; height: number }): Promise<void> {
  if (app instanceof ElectronApp) {
    await app.application.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) if (window.isFullScreen()) window.setFullScreen(false);
    });
    await expect.poll(() => isFullScreen(app)).toBe(false);
    await app.application.evaluate(({ BrowserWindow }, to) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.isVisible());
      window?.setBounds({ x: 100, y: 100, ...to });
    }, size);
  } else await page.setViewportSize(size);
  await expect.poll(() => page.evaluate(() => ({ width: innerWidth, height: innerHeight }))).toEqual(size);
}

function isFullScreen(app: ElectronApp): Promise<boolean> {
  return app.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isFullScreen()));
}
