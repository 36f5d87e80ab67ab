/** Two windows side by side, of one person. */
import type { ElectronApplication } from '@playwright/test';
import type { SavedWindow } from '../../electron/windows/arrangement.ts';
import type { Desktop } from '../desktop/desktop.ts';
import { windowPages } from '../fixtures/app.ts';
import { expect } from '../fixtures/test.ts';
import { AppWindow } from '../pages/app-window.ts';
import { visibleWindows } from './main-process.ts';
import { trueFocus } from './true-focus.ts';
import { focusWindow, nativeWindow } from './x-windows.ts';

/** For `startedWith`. */
export const TWO: readonly SavedWindow[] = [
  { id: 'main', bounds: { x: 0, y: 0, width: 1270, height: 1300 }, state: 'normal' },
  { id: 'window-second', bounds: { x: 1280, y: 0, width: 1270, height: 1300 }, state: 'normal' },
];

/** `id`: Electron's number of it; `native`: the window system's. */
export type Shown = { id: number; native: number; view: AppWindow };

/** Both windows, once they show their panes. */
export async function bothWindows(application: ElectronApplication): Promise<{ main: Shown; second: Shown }> {
  await expect.poll(async () => (await visibleWindows(application)).length).toBe(2);
  const known = await visibleWindows(application);
  const shown = new Map<string, Shown>();
  for (const page of windowPages(application)) {
    const name = await page.evaluate(async () => String((await Reflect.get(window, 'mullion').call('info', {})).window));
    const found = known.find((each) => each.name === name);
    if (!found) throw new Error(`There is no window ${name}.`);
    const view = new AppWindow(page);
    await view.until('workspace');
    await trueFocus(page);
    await expect(view.panes.first()).toBeVisible();
    shown.set(name, { id: found.id, native: await nativeWindow(application, found.id), view });
  }
  const [main, second] = [shown.get('main'), shown.get('window-second')];
  if (!main || !second) throw new Error('There are no two windows.');
  return { main, second };
}

/** The person turns to one of the two: it has the focus, and the other knows that it has not. */
export async function lookAt(desktop: Desktop, shown: Shown, other: Shown): Promise<void> {
  await focusWindow(desktop, shown.native);
  const focused = () => Promise.all([shown, other].map(({ view }) => view.page.evaluate(() => document.hasFocus())));
  await expect.poll(focused).toEqual([true, false]);
}
