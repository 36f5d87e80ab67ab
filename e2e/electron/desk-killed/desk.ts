/** Several windows of the desktop application, by their names: seen, killed all at once, and started again. */
import type { Page } from '@playwright/test';
import type { SavedWindow } from '../../../electron/windows/arrangement.ts';
import { eventually } from '../../../faults/eventually.ts';
import { type ElectronApp, windowPages } from '../../fixtures/app.ts';
import { visibleWindows } from '../main-process.ts';
import type { DeskSeen } from './facts.ts';
import { lookAtWindow } from './look.ts';

/** Two on the main monitor, side by side, and one on another: a window that is covered draws little. */
export const WINDOWS: readonly SavedWindow[] = [
  { id: 'main', bounds: { x: 10, y: 40, width: 1200, height: 1280 }, state: 'normal' },
  { id: 'second', bounds: { x: 1280, y: 40, width: 1200, height: 1280 }, state: 'normal' },
  { id: 'third', bounds: { x: 2600, y: 40, width: 1500, height: 900 }, state: 'normal' },
];

/** What may take long and must come to an end (ms). */
export const PATIENCE_MS = 60_000;

export class Desk {
  readonly #electron: ElectronApp;
  readonly #server: string;
  #pages = new Map<string, Page>();

  constructor(electron: ElectronApp, server: string) {
    this.#electron = electron;
    this.#server = server;
  }

  get pages(): ReadonlyMap<string, Page> {
    return this.#pages;
  }

  get electron(): ElectronApp {
    return this.#electron;
  }

  /** Starts the application, the first time with a ticket; resolves when all windows are there. */
  async open(ticket?: string): Promise<void> {
    await this.#electron.open({ server: this.#server, ...(ticket !== undefined && { ticket }) });
    this.#pages = new Map();
    const allOpen = async () => {
      for (const page of windowPages(this.#electron.application)) {
        if ([...this.#pages.values()].includes(page)) continue;
        // Whoever asks first is given the ticket: that is the page's own to use.
        await page.waitForSelector('html[data-ready]', { state: 'attached' });
        const name = await page.evaluate(() => {
          const { mullion } = window as unknown as {
            mullion: { call(name: 'info', input: object): Promise<{ window: string }> };
          };
          return mullion.call('info', {}).then((info) => info.window);
        });
        this.#pages.set(name, page);
      }
      return WINDOWS.every(({ id }) => this.#pages.has(id));
    };
    if (!(await eventually(allOpen, PATIENCE_MS))) throw new Error(`Only these windows came: ${[...this.#pages.keys()]}.`);
  }

  page(name: string): Page {
    const page = this.#pages.get(name);
    if (page === undefined) throw new Error(`There is no window ${name}.`);
    return page;
  }

  /** Every window as it is seen now; null while one of them shows nothing yet. */
  async look(): Promise<DeskSeen | null> {
    const bounds = new Map((await visibleWindows(this.#electron.application)).map((window) => [window.name, window.bounds]));
    const desk = new Map();
    for (const [name, page] of this.#pages) {
      const [where, seen] = [bounds.get(name), await page.evaluate(lookAtWindow)];
      if (where === undefined || seen === null || seen.panes.length === 0) return null;
      desk.set(name, { bounds: where, seen });
    }
    return desk;
  }

  async kill(): Promise<void> {
    await this.#electron.kill();
  }
}
