/** Finds what opens a web page: a Chromium for tests, and the person's own browser for `npm start`. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const places: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome'],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

/** A Chromium or Chrome that is installed here: `MULLION_BROWSER`, or one of the usual places. */
export function findBrowser(): string | null {
  const asked = process.env.MULLION_BROWSER;
  const candidates = asked ? [asked] : (places[process.platform] ?? []);
  return candidates.find((path) => existsSync(path)) ?? null;
}

/** Opens an address in the person's browser; whether that was possible. */
export function openAddress(address: string): Promise<boolean> {
  const [command, ...args] = opener(address);
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
    child.unref();
  });
}

function opener(address: string): [string, ...string[]] {
  if (process.platform === 'darwin') return ['open', address];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', address];
  return ['xdg-open', address];
}
