/**
 * How long the desktop application takes from nothing to its last layout, painted with messages: signed in already, by what
 * the keyring has kept, as on every morning but the first.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Desktop, startDesktop } from '../e2e/desktop/desktop.ts';
import { startApplication } from './harness/application.ts';
import type { Bench } from './harness/report.ts';
import { startServer } from './harness/server.ts';
import { median } from './harness/statistics.ts';

const PANES = 12;
const ROUNDS = 5;
const root = join(import.meta.dirname, '..');
const blank = join(import.meta.dirname, 'limits', 'blank-electron');

export const bench: Bench = {
  what: `Electron, ${PANES} panes, spawn to the last layout painted with messages (median of ${ROUNDS})`,
  bundled: true,
  goal: '≤ 2 × a blank Electron window',

  async run({ data, history, say }) {
    const server = await startServer({ people: 1, channels: PANES - 1 });
    const desktop = await startDesktop();
    if (!desktop.keyring) throw new Error('There is no keyring to keep the sign-in: build/setup-debian.sh installs one.');
    say(await server.command('import', 'irc', data, '--members', 'p0'));
    if (history > 0)
      say(`--history is measured once local history is kept whole; this run shows ${PANES} panes on what is local`);
    const profile = profileFor(server.url);
    const [ticket] = await server.tickets(1);
    // The first start signs in, lays the layout and the local history; it is not counted.
    say(`product: ${Math.round(await productOnce(desktop, profile, { MULLION_TICKET: ticket }))} ms (first start, not counted)`);
    const painted: number[] = [];
    const limit: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      painted.push(await productOnce(desktop, profile));
      limit.push(await blankOnce(desktop));
      say(`product: ${Math.round(painted.at(-1) ?? 0)} ms; limit: ${Math.round(limit.at(-1) ?? 0)} ms`);
    }
    await desktop.stop();
    await server.stop();
    rmSync(profile.folder, { recursive: true, force: true });
    return [{ name: 'painted_ms', value: median(painted), unit: 'ms', limit: median(limit) }];
  },
};

type Profile = { folder: string; env: NodeJS.ProcessEnv };

/** A profile whose window fills the rig's monitor, like the blank one's. */
function profileFor(server: string): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'mullion-profile-'));
  const window = { id: 'main', bounds: { x: 0, y: 0, width: 2560, height: 1440 }, state: 'fullscreen' };
  writeFileSync(join(folder, 'windows.json'), JSON.stringify({ version: 1, windows: [window] }));
  return { folder, env: { MULLION_SERVER: server, MULLION_USER_DATA: folder } };
}

async function productOnce(desktop: Desktop, { folder, env }: Profile, more: NodeJS.ProcessEnv = {}): Promise<number> {
  const application = await startApplication(root, { ...desktop.env, ...env, ...more });
  const page = await application.page((url) => URL.canParse(url) && new URL(url).pathname === '/index.html');
  const marks = await page.waitForFunction(readPainted, PANES);
  const painted = await marks.jsonValue();
  if (!existsSync(join(folder, 'secrets.json'))) throw new Error('The sign-in was not kept.');
  await application.stop();
  return painted - application.spawnedAt;
}

async function blankOnce(desktop: Desktop): Promise<number> {
  const application = await startApplication(blank, desktop.env);
  const page = await application.page((url) => url.startsWith('data:'));
  const painted = await (await page.waitForFunction(readFirstPaint)).jsonValue();
  await application.stop();
  return painted - application.spawnedAt;
}

/** Runs in the page: when (Date.now) the last of its panes was painted with rows; 0 while fewer than `panes` are. */
function readPainted(panes: number): number {
  const marks = performance.getEntriesByName('timeline-painted');
  return marks.length < panes ? 0 : performance.timeOrigin + Math.max(...marks.slice(0, panes).map((mark) => mark.startTime));
}

/** Runs in the page: when (Date.now) it was first painted; 0 before. */
function readFirstPaint(): number {
  const [paint] = performance.getEntriesByType('paint');
  return paint ? performance.timeOrigin + paint.startTime : 0;
}
