/** Monitors that come to a running application. */
import type { ElectronApplication } from '@playwright/test';
import type { Monitors } from '../desktop/monitors.ts';
import { expect } from '../fixtures/test.ts';
import { displays } from './main-process.ts';

/** Plugs a monitor in, until the application has heard of it: Chromium does not of the first picture that an output ever shows. */
export async function plug(application: ElectronApplication, monitors: Monitors, number: number, count: number): Promise<void> {
  await expect(async () => {
    await monitors.pull(number);
    await monitors.plug(number, { width: 1920, height: 1080 });
    await expect.poll(async () => (await displays(application)).length, { timeout: 3000 }).toBe(count);
  }).toPass();
}
