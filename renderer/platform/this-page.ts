/** Which platform this page runs on. */
import { browserPlatform } from './browser.ts';
import { desktopPlatform } from './desktop.ts';
import { desktopApi, isDesktop } from './desktop-api.ts';
import type { Platform } from './platform.ts';

export async function thisPlatform(): Promise<Platform> {
  return isDesktop() ? desktopPlatform(desktopApi()) : browserPlatform();
}
