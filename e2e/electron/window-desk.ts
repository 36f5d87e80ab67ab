/** What a person does with the windows of the desktop application, and where these then are. */
import type { ElectronApplication } from '@playwright/test';
import type { Bounds } from '../../electron/windows/placement.ts';
import type { ElectronApp } from '../fixtures/app.ts';
import { expect } from '../fixtures/test.ts';
import { callDesktop, visibleWindows, windowNamed } from './main-process.ts';

/** Windows need no server: an address where nobody answers will do. */
export const nowhere = 'http://127.0.0.1:9';

/** Starts the application and waits until its windows are seen. */
export async function open(electron: ElectronApp, windows = 1): Promise<void> {
  await electron.open({ server: nowhere });
  await expect.poll(async () => (await visibleWindows(electron.application)).length).toBe(windows);
}

/** Windows by name. */
export async function named(application: ElectronApplication): Promise<Map<string, Bounds>> {
  return new Map((await visibleWindows(application)).map(({ name, bounds }) => [name, bounds]));
}

export async function openFurther(application: ElectronApplication, count: number): Promise<void> {
  for (let opened = 0; opened < count; opened += 1) {
    const before = (await visibleWindows(application)).length;
    await callDesktop(application, 'openWindow');
    await expect.poll(async () => (await visibleWindows(application)).length).toBe(before + 1);
  }
}

export async function move(application: ElectronApplication, name: string, bounds: Bounds): Promise<void> {
  const { id } = await windowNamed(application, name);
  await application.evaluate(({ BrowserWindow }, target) => BrowserWindow.fromId(target.id)?.setBounds(target.bounds), {
    id,
    bounds,
  });
  await expect.poll(async () => (await named(application)).get(name)).toEqual(bounds);
}
