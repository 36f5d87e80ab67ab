/**
 * What the window system lets an application do with its windows. Native Wayland tells no positions and takes none, and keeps no
 * window above others; X11 does, also the one that most Wayland desktops run beside (XWayland). Pure.
 */
import type { App } from 'electron';
import { type Frame, NO_FRAME, X11_FRAME } from './forms.ts';

/** Chromium's words: `--ozone-platform`, and `--ozone-platform-hint` where that one is not given. */
export type Ozone = { platform: string; hint: string };

/** From here on Electron takes native Wayland where there is one, unless it is told otherwise. */
const WAYLAND_SINCE = 38;

/** Whether windows can be put somewhere, and kept above others. */
export function canPlaceWindows(given: {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  ozone: Ozone;
  /** Electron's major version. */
  electron: number;
}): boolean {
  if (given.platform !== 'linux') return true;
  const { env, ozone } = given;
  const fallback = given.electron >= WAYLAND_SINCE ? 'auto' : 'x11';
  const chosen = [ozone.platform, ozone.hint, env.ELECTRON_OZONE_PLATFORM_HINT, fallback].find((word) => word) ?? fallback;
  return chosen === 'auto' ? !isWayland(env) : chosen !== 'wayland';
}

/** How this application was started, as far as `canPlaceWindows` wants to know. */
export function displaySystem({ commandLine }: Pick<App, 'commandLine'>, electron: string): { ozone: Ozone; electron: number } {
  const [platform, hint] = [commandLine.getSwitchValue('ozone-platform'), commandLine.getSwitchValue('ozone-platform-hint')];
  return { ozone: { platform, hint }, electron: Number.parseInt(electron, 10) };
}

/** What is drawn around windows and not counted in their bounds. */
export function frameOn(platform: NodeJS.Platform): Frame {
  return platform === 'linux' ? X11_FRAME : NO_FRAME;
}

function isWayland(env: Readonly<Record<string, string | undefined>>): boolean {
  if (!env.WAYLAND_DISPLAY) return false;
  return env.XDG_SESSION_TYPE === 'wayland' || !env.DISPLAY;
}
