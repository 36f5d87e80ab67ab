/** How long the desktop application takes from nothing to its last layout, painted with messages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Bench } from './harness/report.ts';
import { startServer } from './harness/server.ts';
import { median } from './harness/statistics.ts';

const PANES = 12;
const ROUNDS = 5;
const root = join(import.meta.dirname, '..');
const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export const bench: Bench = {
  what: `Electron, ${PANES} panes, spawn to the last layout painted with messages (median of ${ROUNDS})`,
  goal: '≤ 2 × a blank Electron window',

  async run({ data, history, say }) {
    if (!process.env.DISPLAY) throw new Error('There is no display: run it under Xvfb (`xvfb-run -a npm run bench -- start`).');
    const server = await startServer({ people: 1, channels: PANES - 1 });
    say(await server.command('import', 'irc', data, '--members', 'p0'));
    if (history > 0)
      say(`--history is measured once local history is kept whole; this run shows ${PANES} panes on what is local`);
    const profile = mkdtempSync(join(tmpdir(), 'mullion-profile-'));
    const painted: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const [ticket] = await server.tickets(1);
      const took = await productOnce(server.url, profile, ticket ?? '');
      // The first start lays the layout and the local history; it is not counted.
      if (round > 0) painted.push(took);
      say(`product: ${Math.round(took)} ms${round === 0 ? ' (first start, not counted)' : ''}`);
    }
    const blank: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      blank.push(await blankOnce());
      say(`limit: ${Math.round(blank.at(-1) ?? 0)} ms`);
    }
    await server.stop();
    rmSync(profile, { recursive: true, force: true });
    return [{ name: 'painted_ms', value: median(painted), unit: 'ms', limit: median(blank) }];
  },
};

async function productOnce(server: string, profile: string, ticket: string): Promise<number> {
  const began = Date.now();
  const application = await _electron.launch({
    args: [root, ...flags],
    env: { ...definedEnv(), MULLION_SERVER: server, MULLION_USER_DATA: profile, MULLION_TICKET: ticket },
  });
  const page = await pageAt(application, (url) => new URL(url).pathname === '/index.html');
  const painted = await page.evaluate(paintedWith, PANES);
  await application.close();
  return painted - began;
}

async function blankOnce(): Promise<number> {
  const began = Date.now();
  const application = await _electron.launch({ args: [join(import.meta.dirname, 'limits', 'blank-electron'), ...flags] });
  const page = await pageAt(application, (url) => url.startsWith('data:'));
  const painted = await page.evaluate(paintedWith, 0);
  await application.close();
  return painted - began;
}

/** Runs in the page: the time (Date.now) of the first paint at which that many panes show a row. */
function paintedWith(panes: number): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      const shown = [...document.querySelectorAll('[data-pane][data-channel]')].filter((pane) =>
        pane.querySelector('[data-row]'),
      );
      if (shown.length >= panes) requestAnimationFrame(() => resolve(Date.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
}

async function pageAt(application: ElectronApplication, is: (url: string) => boolean): Promise<Page> {
  for (;;) {
    const found = application.windows().find((page) => is(page.url()));
    if (found) return found;
    await application.waitForEvent('window');
  }
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
