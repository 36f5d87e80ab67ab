/** Windows as the window system knows them: which has the focus is its word, not the application's. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ElectronApplication } from '@playwright/test';
import type { Desktop } from '../desktop/desktop.ts';

const run = promisify(execFile);

/** The window system's number of the active window; null where none is. */
export async function activeWindow(desktop: Desktop): Promise<number | null> {
  const env = { ...process.env, ...desktop.env };
  const answer = await run('xdotool', ['getactivewindow'], { env }).catch(() => null);
  return answer === null ? null : Number(answer.stdout);
}

/** The window system's number of one of the application's windows. */
export function nativeWindow(application: ElectronApplication, id: number): Promise<number> {
  return application.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.fromId(wanted)?.getNativeWindowHandle().readUInt32LE() ?? Number.NaN,
    id,
  );
}

/** Gives a window the focus as a click into it does; Playwright's clicks alone leave a page in the belief that it has kept it. */
export async function focusWindow(desktop: Desktop, native: number): Promise<void> {
  await run('xdotool', ['windowactivate', '--sync', String(native)], { env: { ...process.env, ...desktop.env } });
}

/** The window system's number of a program's visible window; null where it has none. */
export async function windowOf(desktop: Desktop, className: string): Promise<number | null> {
  const env = { ...process.env, ...desktop.env };
  const answer = await run('xdotool', ['search', '--onlyvisible', '--class', className], { env }).catch(() => null);
  return answer === null ? null : Number(answer.stdout.split('\n')[0]);
}
