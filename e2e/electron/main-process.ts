/** What only the desktop application's main process knows of its windows. */
import type { ElectronApplication } from '@playwright/test';
import type { Area, Bounds } from '../../electron/windows/placement.ts';
import { readLog } from '../desktop/application-log.ts';

export type VisibleWindow = {
  /** Electron's number of it. */
  id: number;
  /** The name that its layout hangs on. */
  name: string;
  /** Where it is when it is neither maximised nor full screen. */
  bounds: Bounds;
  maximized: boolean;
  /** The operating system's number of its renderer. */
  process: number;
};

/** The windows that people see and whose page is up, in the order in which they were made. */
export function visibleWindows(application: ElectronApplication): Promise<VisibleWindow[]> {
  return application.evaluate(async ({ BrowserWindow }) => {
    const shown = BrowserWindow.getAllWindows()
      .filter((window) => window.isVisible() && !window.webContents.isCrashed() && !window.webContents.isLoading())
      .sort((a, b) => a.id - b.id);
    const known = shown.map(async (window) => {
      // A page whose process is dying answers never: it is none for now.
      const silence = new Promise<null>((resolve) => setTimeout(resolve, 1000, null));
      const info = await Promise.race([window.webContents.executeJavaScript("window.mullion.call('info', {})"), silence]);
      if (info === null || window.isDestroyed()) return [];
      const { x, y, width, height } = window.getNormalBounds();
      const bounds = { x, y, width, height };
      return [
        {
          id: window.id,
          name: String(info.window),
          bounds,
          maximized: window.isMaximized(),
          process: window.webContents.getOSProcessId(),
        },
      ];
    });
    return (await Promise.all(known)).flat();
  });
}

/** A window by its name; without one, the first. */
export async function windowNamed(application: ElectronApplication, name?: string): Promise<VisibleWindow> {
  const windows = await visibleWindows(application);
  const window = name === undefined ? windows[0] : windows.find((candidate) => candidate.name === name);
  if (window === undefined) throw new Error(`There is no window ${name ?? 'at all'}.`);
  return window;
}

/** Makes a call of the desktop's as a window's page would; by default the first window's. */
export async function callDesktop(
  application: ElectronApplication,
  call: 'openWindow' | 'closeWindow',
  name?: string,
): Promise<void> {
  const window = await windowNamed(application, name);
  await application.evaluate(
    ({ BrowserWindow }, { id, code }) => {
      // Not waited for: a page that closes itself answers nobody.
      void BrowserWindow.fromId(id)
        ?.webContents.executeJavaScript(code)
        .catch(() => undefined);
    },
    { id: window.id, code: `void window.mullion.call(${JSON.stringify(call)}, {})` },
  );
}

/** Evaluates an expression in a window's page by way of the main process; null while that page is not up, or when it is gone before it answers. */
export function inPage<T = unknown>(application: ElectronApplication, id: number, expression: string): Promise<T | null> {
  return application.evaluate(
    ({ BrowserWindow }, target) => {
      const contents = BrowserWindow.fromId(target.id)?.webContents;
      if (!contents || contents.isCrashed() || contents.isLoading()) return null;
      // A page whose process is gone answers never.
      const gone = Promise.withResolvers<null>();
      const tell = (): void => gone.resolve(null);
      contents.once('render-process-gone', tell);
      const answer: Promise<T> = contents.executeJavaScript(target.expression);
      return Promise.race([answer, gone.promise]).finally(() => contents.off('render-process-gone', tell));
    },
    { id, expression },
  );
}

/** The displays as Electron sees them now. */
export function displays(application: ElectronApplication): Promise<Area[]> {
  return application.evaluate(({ screen }) => screen.getAllDisplays().map(({ workArea }) => ({ workArea })));
}

/** Kills the process of a page outright, as the system does when memory runs out. Answers its number. */
export async function killPage(application: ElectronApplication, page: 'anchor.html' | number): Promise<number> {
  const process = await application.evaluate(
    ({ BrowserWindow }, wanted) =>
      BrowserWindow.getAllWindows()
        .find((window) => (typeof wanted === 'number' ? window.id === wanted : window.webContents.getURL().endsWith(wanted)))
        ?.webContents.getOSProcessId(),
    page,
  );
  if (process === undefined) throw new Error(`There is no page ${page}.`);
  globalThis.process.kill(process, 'SIGKILL');
  return process;
}

/** The events in the application's own log, oldest first. */
export async function loggedEvents(application: ElectronApplication): Promise<string[]> {
  return (await readLog(await application.evaluate(({ app }) => app.getPath('userData')))).map(({ event }) => event);
}

/**
 * The system tells the application something of the computer. Answered before it is heard: the debugger loses answers that what
 * follows from it keeps waiting.
 */
export function systemTells(application: ElectronApplication, event: 'suspend' | 'resume' | 'unlock-screen'): Promise<void> {
  return application.evaluate(({ powerMonitor }, name) => void setImmediate(() => powerMonitor.emit(name)), event);
}
