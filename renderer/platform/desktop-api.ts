/** What the preload script puts into the desktop application's pages. */
import type { DesktopApi } from '../../shared/desktop-api.ts';

declare global {
  interface Window {
    /** In the desktop application only. */
    mullion?: DesktopApi;
  }
}

/** Whether this page runs in the desktop application. */
export function isDesktop(): boolean {
  return window.mullion !== undefined;
}

/** The desktop application's calls. Throws in a browser: ask `isDesktop` first. */
export function desktopApi(): DesktopApi {
  if (!window.mullion) throw new Error('This page runs outside of the desktop application.');
  return window.mullion;
}
