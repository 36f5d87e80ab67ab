/**
 * The desktop application (or another Electron program) as a person starts it: a plain process, without a debugger that slows
 * the start. Only when it is long up is it asked what it has noted of its own start.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Page } from '@playwright/test';
import { findRuntime, sandboxFlags } from '../../build/electron-runtime.ts';

const asRoot = process.getuid?.() === 0;
/** The debugger's address is told at once, but nobody connects before this (ms): it would take time from the start. */
const LEFT_ALONE_MS = 3_000;
const POLL_MS = 50;

export type Application = {
  /** When the process was spawned (Date.now). */
  spawnedAt: number;
  /** The first page whose address fits, once it is there. */
  page(is: (url: string) => boolean): Promise<Page>;
  /** All pages that are there now and whose address fits. */
  pages(is: (url: string) => boolean): Page[];
  stop(): Promise<void>;
};

/** Starts the application in `folder`, and leaves it alone until it has had time to start. */
export async function startApplication(folder: string, env: NodeJS.ProcessEnv): Promise<Application> {
  const binary = findRuntime();
  if (binary === null) throw new Error('There is no Electron runtime (ELECTRON_OVERRIDE_DIST_PATH can name one).');
  const args = ['--remote-debugging-port=0', folder, ...sandboxFlags({ platform: process.platform, asRoot })];
  const spawnedAt = Date.now();
  const child = spawn(binary, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  let said = '';
  const address = new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    child.once('exit', () => reject(new Error(`The application ended before it was up. It said:\n${said}`)));
  });
  const listening = await address;
  await pause(LEFT_ALONE_MS);
  const browser = await chromium.connectOverCDP(listening);
  const pages = (is: (url: string) => boolean): Page[] =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .filter((page) => is(page.url()));
  return {
    spawnedAt,
    pages,
    async page(is) {
      for (;;) {
        const [page] = pages(is);
        if (page) return page;
        await pause(POLL_MS);
      }
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
