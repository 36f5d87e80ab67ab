/** The sign-in outlives the application where the desktop has a keyring. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlaywrightWorkerArgs } from '@playwright/test';
import { findRuntime } from '../../build/electron-runtime.ts';
import { type Child, start } from '../desktop/child.ts';
import { expect, test, YOU } from '../fixtures/test.ts';
import { AppWindow } from '../pages/app-window.ts';

const root = join(import.meta.dirname, '..', '..');

/** Starts the application as a person does. Playwright's own launcher switches every keyring off. */
async function startPlainly(env: Record<string, string>): Promise<Child & { address: string }> {
  const binary = findRuntime();
  if (binary === null) throw new Error('There is no Electron runtime.');
  const args = [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const child = await start(binary, ['--remote-debugging-port=0', ...args], { env, ready: /DevTools listening on (ws:\S+)/ });
  return { ...child, address: child.match[1] ?? '' };
}

const isWindow = (url: string): boolean => new URL(url).pathname === '/index.html';

/** Whether the application's debugger lists the window: its address is there once it has been navigated to. */
async function listsWindow(address: string): Promise<boolean> {
  const answer = await fetch(new URL('/json/list', address.replace('ws:', 'http:')));
  const targets: { type: string; url: string }[] = await answer.json();
  return targets.some(({ type, url }) => type === 'page' && isWindow(url));
}

/** The application's window. Playwright comes when it is there: one that comes amid the first navigations may wait for ever. */
async function windowAt(playwright: PlaywrightWorkerArgs['playwright'], address: string): Promise<AppWindow> {
  await expect.poll(() => listsWindow(address)).toBe(true);
  const browser = await playwright.chromium.connectOverCDP(address);
  const pages = browser.contexts().flatMap((context) => context.pages());
  const page = pages.find((candidate) => isWindow(candidate.url()));
  if (page === undefined) throw new Error('The window is gone again.');
  return new AppWindow(page);
}

test('a restart signs in by itself with what the keyring has kept, and the disk holds no secret in clear', async ({
  desktop,
  playwright,
  server,
}) => {
  expect(desktop.keyring).toBe(true);
  const profile = await mkdtemp(join(tmpdir(), 'mullion-keychain-'));
  const env = { ...desktop.env, MULLION_SERVER: server.url, MULLION_USER_DATA: profile };

  const first = await startPlainly({ ...env, MULLION_TICKET: await server.ticket(YOU) });
  await (await windowAt(playwright, first.address)).until('workspace');
  await expect.poll(() => readFile(join(profile, 'secrets.json'), 'utf8').catch(() => '')).toContain(server.url);
  const kept: { secrets: Record<string, string> } = JSON.parse(await readFile(join(profile, 'secrets.json'), 'utf8'));
  // What Chromium encrypts with a key of the keyring begins with "v11"; with its fixed password, which is no secret, "v10".
  expect(Buffer.from(kept.secrets[server.url] ?? '', 'base64').toString('latin1')).toMatch(/^v11/);
  await first.stop();

  const second = await startPlainly(env);
  const window = await windowAt(playwright, second.address);
  await window.until('workspace');
  await expect(window.panes).toHaveCount(12);
  await second.stop();
  await rm(profile, { recursive: true, force: true });
});
