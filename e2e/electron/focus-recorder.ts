/**
 * Notices whoever takes the focus: in the main process each call that raises a window or asks for attention, in pages each call of
 * `focus` that a script makes. What a person does causes none of the first; of the second only what follows their own act.
 */
import type { ElectronApplication, Page } from '@playwright/test';

/** From now on calls are noted. */
export async function recordFocus(application: ElectronApplication, pages: readonly Page[]): Promise<void> {
  await application.evaluate(({ app, BrowserWindow }) => {
    const noted: string[] = [];
    Object.assign(globalThis, { focusNoted: noted });
    const names = ['focus', 'show', 'showInactive', 'moveTop', 'flashFrame', 'restore', 'setAlwaysOnTop', 'maximize'] as const;
    const watch = (window: Electron.BrowserWindow): void => {
      for (const name of names) {
        const original: (...args: never[]) => void = Reflect.get(window, name);
        Reflect.set(window, name, (...args: never[]) => {
          noted.push(`window.${name}`);
          return original.apply(window, args);
        });
      }
    };
    BrowserWindow.getAllWindows().forEach(watch);
    app.on('browser-window-created', (_event, window) => watch(window));
    app.on('browser-window-focus', () => noted.push('focus came'));
    app.on('browser-window-blur', () => noted.push('focus went'));
    const { focus } = app;
    app.focus = (options) => {
      noted.push('app.focus');
      focus.call(app, options);
    };
  });
  for (const page of pages) {
    await page.evaluate(() => {
      const noted: string[] = [];
      Object.assign(window, { focusNoted: noted });
      const { focus } = HTMLElement.prototype;
      HTMLElement.prototype.focus = function (options) {
        noted.push(`focus of ${this.tagName}`);
        focus.call(this, options);
      };
      window.focus = () => void noted.push('window.focus');
      document.addEventListener('focusin', ({ target }) =>
        noted.push(`focus came to ${target instanceof Element ? target.tagName : '?'}`),
      );
    });
  }
}

/** What was noted since it was last asked. */
export async function focusNoted(application: ElectronApplication, pages: readonly Page[]): Promise<string[]> {
  const main = await application.evaluate(() => (Reflect.get(globalThis, 'focusNoted') as string[]).splice(0));
  const inPages = await Promise.all(
    pages.map((page) => page.evaluate(() => (Reflect.get(window, 'focusNoted') as string[]).splice(0))),
  );
  return [...main, ...inPages.flat()];
}
