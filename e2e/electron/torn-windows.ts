/** What a person does to move panes between the windows of the desktop application, and what is then where. */
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import type { SavedWindow } from '../../electron/windows/arrangement.ts';
import { call } from '../desktop/child.ts';
import type { Desktop } from '../desktop/desktop.ts';
import { windowPages } from '../fixtures/app.ts';
import { expect } from '../fixtures/test.ts';
import { AppWindow } from '../pages/app-window.ts';
import { chooseByArrows } from '../pages/keyboard.ts';
import { visibleWindows } from './main-process.ts';

/** One window that leaves room on the desktop beside it. */
export const BESIDE: SavedWindow = { id: 'main', bounds: { x: 20, y: 40, width: 1500, height: 1000 }, state: 'normal' };

const NAME_WHEN_UP =
  "document.documentElement.dataset.ready === 'workspace' ? window.mullion.call('info', {}).then((info) => info.window) : null";

/** The windows that show panes, by name. */
export async function windowsByName(application: ElectronApplication): Promise<Map<string, AppWindow>> {
  const named = windowPages(application).map(async (page) => {
    // Not asked before its page has asked itself: a ticket is told once.
    const name = await page.evaluate(NAME_WHEN_UP).catch(() => null);
    return typeof name === 'string' ? [[name, new AppWindow(page)] as const] : [];
  });
  return new Map((await Promise.all(named)).flat());
}

/** Does something that opens a window; answers it and its name, once it shows its panes. */
export async function opening(
  application: ElectronApplication,
  act: () => Promise<void>,
): Promise<{ name: string; window: AppWindow }> {
  const before = new Set((await windowsByName(application)).keys());
  await act();
  let found: { name: string; window: AppWindow } | undefined;
  await expect
    .poll(async () => {
      const [fresh] = [...(await windowsByName(application))].filter(([name]) => !before.has(name));
      if (fresh) found = { name: fresh[0], window: fresh[1] };
      return found !== undefined;
    })
    .toBe(true);
  if (!found) throw new Error('No window was opened.');
  await found.window.until('workspace');
  return found;
}

/** The names of the windows that are seen. */
export async function windowNames(application: ElectronApplication): Promise<string[]> {
  return (await visibleWindows(application)).map(({ name }) => name);
}

/** Chooses from a submenu of a pane's menu, by arrows: so the menu is reached without a pointer, too. The window may be gone then. */
export async function chooseWindow(window: AppWindow, pane: string, submenu: string, item: RegExp): Promise<void> {
  const { page } = window;
  await window
    .pane(pane)
    .root.getByRole('button', { name: /^Pane menu/ })
    .press('Enter');
  await chooseByArrows(page, 'menuitem', submenu, 'ArrowRight');
  await last(chooseByArrows(page, 'menuitem', item));
}

/** Presses what may close the page. */
export function pressLast(locator: Locator, keys: string): Promise<void> {
  return last(locator.press(keys));
}

/** The last thing that a page does: it may be gone before it is told that it is done. */
async function last(act: Promise<void>): Promise<void> {
  await act.catch((error: unknown) => {
    if (!String(error).includes('has been closed')) throw error;
  });
}

/** Where an element of a page is on the desktop (px). */
async function onDesktop(
  application: ElectronApplication,
  name: string,
  at: { x: number; y: number },
): Promise<{ x: number; y: number }> {
  const shown = (await visibleWindows(application)).find((window) => window.name === name);
  if (!shown) throw new Error(`There is no window ${name}.`);
  const content = await application.evaluate(({ BrowserWindow }, id) => BrowserWindow.fromId(id)?.getContentBounds(), shown.id);
  if (!content) throw new Error(`There is no window ${name}.`);
  return { x: Math.round(content.x + at.x), y: Math.round(content.y + at.y) };
}

/** The middle of an element, or another part of it (in shares), on the desktop. */
export async function pointIn(
  application: ElectronApplication,
  name: string,
  locator: { boundingBox(): Promise<{ x: number; y: number; width: number; height: number } | null> },
  share = { x: 0.5, y: 0.5 },
): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  return onDesktop(application, name, { x: box.x + box.width * share.x, y: box.y + box.height * share.y });
}

/** A pointer of the desktop itself: what it does comes by way of the window system, as a person's does. */
export class Pointer {
  readonly #desktop: Desktop;

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
  }

  async #do(...args: (string | number)[]): Promise<void> {
    await call('xdotool', args.map(String), { env: this.#desktop.env });
  }

  async press({ x, y }: { x: number; y: number }): Promise<void> {
    await this.#do('mousemove', '--sync', x, y, 'mousedown', 1);
  }

  /** Moves in steps, as a hand does: a drag begins with the first few, and each window that is crossed is told. */
  async moveTo(from: { x: number; y: number }, to: { x: number; y: number }, steps = 12): Promise<void> {
    for (let step = 1; step <= steps; step += 1) {
      const share = step / steps;
      await this.#do('mousemove', Math.round(from.x + (to.x - from.x) * share), Math.round(from.y + (to.y - from.y) * share));
    }
  }

  /** Moves a little to and fro, as a hand does before it lets go, until what it is over has answered. */
  async hover({ x, y }: { x: number; y: number }, until: () => Promise<boolean>): Promise<void> {
    await expect
      .poll(async () => {
        for (const off of [2, 0, 2, 0]) await this.#do('mousemove', x + off, y);
        return until();
      })
      .toBe(true);
  }

  async release(): Promise<void> {
    await this.#do('mouseup', 1);
  }

  /** Presses Escape while something is dragged, and waits until its page has been told that this ended. */
  async giveUp(page: Page): Promise<void> {
    const told = await page.evaluateHandle(() => {
      const told = { ended: false };
      window.addEventListener('keyup', ({ key }) => (told.ended ||= key === 'Escape'));
      return told;
    });
    // As long as a finger rests on it (s).
    await this.#do('keydown', 'Escape', 'sleep', 0.08, 'keyup', 'Escape');
    await expect.poll(() => told.evaluate(({ ended }) => ended)).toBe(true);
  }
}
