/**
 * The desktop application on a desk with two windows, through all that befalls it. Its windows are asked by way of the main
 * process: Playwright gives a page up for good once it has crashed.
 */
import type { SavedWindow } from '../../../electron/windows/arrangement.ts';
import { eventually } from '../../../faults/eventually.ts';
import type { ElectronApp } from '../../fixtures/app.ts';
import { inPage, killPage, visibleWindows } from '../main-process.ts';
import { describe, look, type PaneLook } from './page.ts';

/** Side by side: a window that is covered draws little. */
export const WINDOWS: readonly SavedWindow[] = [
  { id: 'main', bounds: { x: 0, y: 0, width: 1280, height: 1400 }, state: 'normal' },
  { id: 'second', bounds: { x: 1280, y: 0, width: 1280, height: 1400 }, state: 'normal' },
];

/** What may take long and must come to an end (ms). */
export const PATIENCE_MS = 60_000;

export class Desk {
  readonly windows: readonly string[] = WINDOWS.map(({ id }) => id);
  readonly #electron: ElectronApp;
  readonly #server: string;
  /** Electron's numbers of the windows that run now. */
  #ids = new Map<string, number>();
  /** Resolves when the application that runs now is gone: Playwright then leaves questions unanswered. */
  #gone: Promise<null> = Promise.resolve(null);
  /** What is done last in each window. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(electron: ElectronApp, server: string) {
    this.#electron = electron;
    this.#server = server;
  }

  /** Starts the application, the first time with a ticket; resolves when every window shows its panes. */
  async open(ticket?: string): Promise<void> {
    await this.#electron.open({ server: this.#server, ...(ticket !== undefined && { ticket }) });
    const { application } = this.#electron;
    this.#gone = new Promise((resolve) => application.once('close', () => resolve(null)));
    const allOpen = async () => {
      this.#ids = new Map((await visibleWindows(application)).map(({ name, id }) => [name, id]));
      return this.windows.every((window) => this.#ids.has(window));
    };
    if (!(await eventually(allOpen, PATIENCE_MS)))
      throw new Error(`The application did not open all of its windows, only ${[...this.#ids.keys()]}.`);
    for (const window of this.windows) await this.untilUp(window);
  }

  /** Runs a function in a window's page; null while the page is not up, and when it goes before it has answered. */
  async ask<A, T>(window: string, script: (given: A) => T | Promise<T>, given: A): Promise<T | null> {
    const application = this.#electron.running;
    const id = this.#ids.get(window);
    if (application === undefined || id === undefined) return null;
    try {
      return await Promise.race([inPage<T>(application, id, `(${script})(${JSON.stringify(given)})`), this.#gone]);
    } catch (error) {
      // Killed meanwhile: nobody is left to answer.
      if (application !== this.#electron.running) return null;
      throw error;
    }
  }

  /** One after the other: the person at a window has one caret. */
  inTurn<T>(window: string, act: () => Promise<T>): Promise<T> {
    const done = (this.#turns.get(window) ?? Promise.resolve()).then(act);
    this.#turns.set(
      window,
      done.catch(() => undefined),
    );
    return done;
  }

  /** What stands in the panes of a window; null while it shows none. */
  panes(window: string): Promise<PaneLook[] | null> {
    return this.ask(window, look, null);
  }

  /** Resolves when a window shows its panes, each with messages. */
  async untilUp(window: string): Promise<void> {
    const isUp = async () => {
      const panes = await this.panes(window);
      return panes !== null && panes.length > 1 && panes.every(({ shown }) => shown.length > 0);
    };
    if (await eventually(isUp, PATIENCE_MS)) return;
    throw new Error(`The window ${window} does not show its panes, but: ${await this.ask(window, describe, null)}`);
  }

  async killAnchor(): Promise<void> {
    await killPage(this.#electron.application, 'anchor.html');
  }

  async killWindow(window: string): Promise<void> {
    const id = this.#ids.get(window);
    if (id === undefined) throw new Error(`There is no window ${window}.`);
    await killPage(this.#electron.application, id);
  }

  /** Kills everything, and starts it again with what it has kept. */
  async killElectron(): Promise<void> {
    this.#ids.clear();
    await this.#electron.kill();
    await this.open();
  }
}
