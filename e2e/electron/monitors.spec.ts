/** Monitors that come and go under the windows of the desktop application. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { apart, type Bounds, isReachable } from '../../electron/windows/placement.ts';
import type { Place } from '../../electron/windows/places.ts';
import type { Desk } from '../../shared/desks.ts';
import { readLog } from '../desktop/application-log.ts';
import type { Desktop } from '../desktop/desktop.ts';
import type { Monitors } from '../desktop/monitors.ts';
import type { ElectronApp } from '../fixtures/app.ts';
import { expect, test } from '../fixtures/test.ts';
import { displays, visibleWindows, windowNamed } from './main-process.ts';
import { plug } from './plug.ts';
import { move, named, open, openFurther } from './window-desk.ts';

/** So often monitors go and come back; fifty times in the long form. */
const ROUNDS = Number(process.env.MULLION_MONITOR_ROUNDS ?? 5);
/** Ten times the goal (ms). */
const PATIENCE = { timeout: 20_000 };

function monitorsOf({ monitors }: Desktop): Monitors {
  if (monitors === null) throw new Error('This machine has no Xorg with the dummy driver: build/setup-debian.sh installs it.');
  return monitors;
}

async function reachable(application: ElectronApplication): Promise<boolean> {
  const areas = await displays(application);
  return [...(await named(application)).values()].every((bounds) => isReachable(bounds, areas));
}

/** How often the windows have been put in their places on so many displays. */
async function placings({ profile }: ElectronApp, count: number): Promise<number> {
  const log = await readLog(profile);
  return log.filter(({ event, displays }) => event === 'windows.placed' && displays?.length === count).length;
}

/** What is on disk of a window on the displays of now. */
async function noted({ application, profile }: ElectronApp, window: string): Promise<Place | undefined> {
  const { desks }: { desks: Desk[] } = JSON.parse(await readFile(join(profile, 'windows.json'), 'utf8'));
  const newest = desks[0]?.places[0];
  return newest?.displays.length === (await displays(application)).length ? newest.windows[window] : undefined;
}

/** Puts a window somewhere, until that is noted: while displays change, it would be taken for a window manager's doing. */
async function put(electron: ElectronApp, window: string, place: Place): Promise<void> {
  await expect(async () => {
    await setMaximized(electron.application, window, false);
    await move(electron.application, window, place.bounds);
    await setMaximized(electron.application, window, place.state === 'maximized');
    await expect.poll(() => noted(electron, window), { timeout: 2_000 }).toEqual(place);
  }).toPass(PATIENCE);
}

/** Does something to the monitors, and waits until windows have been put in their places on so many. Answers how long that took (ms). */
async function settle(electron: ElectronApp, count: number, act: () => Promise<void>): Promise<number> {
  const before = await placings(electron, count);
  await act();
  const began = performance.now();
  await expect.poll(() => placings(electron, count), { ...PATIENCE, intervals: [50] }).toBeGreaterThan(before);
  return performance.now() - began;
}

async function setMaximized(application: ElectronApplication, name: string, maximized: boolean): Promise<void> {
  const { id } = await windowNamed(application, name);
  await application.evaluate(
    ({ BrowserWindow }, { id, to }) => {
      if (to) BrowserWindow.fromId(id)?.maximize();
      else BrowserWindow.fromId(id)?.unmaximize();
    },
    { id, to: maximized },
  );
  await expect
    .poll(async () => (await visibleWindows(application)).find((candidate) => candidate.name === name)?.maximized)
    .toBe(maximized);
}

/** How far a window is from where it should be (px); one that is not there is nowhere near. */
function off(window: Bounds | undefined, place: Bounds): number {
  return window ? apart(window, place) : Number.POSITIVE_INFINITY;
}

test.afterEach(async ({ desktop }) => {
  for (const number of [1, 2]) await desktop.monitors?.pull(number);
});

test('A6 a window of a monitor that is pulled out is within reach again', async ({ electron, desktop }) => {
  const monitors = monitorsOf(desktop);
  await open(electron);
  await openFurther(electron.application, 1);
  await plug(electron.application, monitors, 1, 2);
  const further = [...(await named(electron.application)).keys()].find((name) => name !== 'main');
  if (further === undefined) throw new Error('no second window');
  await move(electron.application, further, { x: 2700, y: 120, width: 1000, height: 700 });

  await monitors.pull(1);
  await expect.poll(async () => (await displays(electron.application)).length).toBe(1);
  await expect.poll(() => reachable(electron.application)).toBe(true);
});

test.describe('with windows on three monitors', () => {
  const at = (x: number, y: number, width: number, height: number, state: Place['state'] = 'normal'): Place => {
    return { bounds: { x, y, width, height }, state };
  };
  const laid = new Map([
    ['main', at(100, 80, 1400, 900)],
    ['rates', at(2600, 50, 900, 800)],
    ['fx', at(3300, 300, 1000, 700)],
    ['credit', at(4500, 30, 1800, 1000)],
    ['news', at(4700, 200, 900, 700, 'maximized')],
  ]);
  /** Those on the third monitor. */
  const onThird = ['credit', 'news'];
  test.use({ startedWith: { windows: [...laid].map(([id, place]) => ({ id, ...place })) } });

  test(`X1 monitors go from three to one, two and three: every window is back where it was, ${ROUNDS} times`, async ({
    electron,
    desktop,
  }) => {
    test.setTimeout(60_000 + ROUNDS * 30_000);
    const monitors = monitorsOf(desktop);
    await open(electron, laid.size);
    const { application } = electron;
    await plug(application, monitors, 1, 2);
    await plug(application, monitors, 2, 3);
    // The last first: what stands in its place already is noted along with what is moved.
    for (const [name, place] of [...laid].reverse()) await put(electron, name, place);
    // Where the one on the laptop was put while it was alone is its own affair.
    const alone = at(700, 200, 1200, 800);
    let worst = { px: 0, ms: 0 };
    const expectAt = async (places: Iterable<[string, Place]>, took: number) => {
      const now = await named(application);
      const px = Math.max(...[...places].map(([name, { bounds }]) => off(now.get(name), bounds)));
      worst = { px: Math.max(worst.px, px), ms: Math.max(worst.ms, took) };
      expect(px, JSON.stringify([...now])).toBeLessThanOrEqual(2);
      const maximized = (await visibleWindows(application)).filter((window) => window.maximized);
      expect(maximized.map(({ name }) => name)).toEqual(['news']);
      expect(await reachable(application)).toBe(true);
    };

    for (let round = 1; round <= ROUNDS; round += 1) {
      const gathered = await settle(electron, 1, async () => {
        await monitors.pull(2);
        await monitors.pull(1);
      });
      await expectAt(round === 1 ? [] : [['main', alone]], gathered);
      expect(await named(application)).toHaveProperty('size', laid.size);
      await put(electron, 'main', alone);

      const second = await settle(electron, 2, () => monitors.plug(1, { width: 1920, height: 1080 }));
      await expectAt(
        [...laid].filter(([name]) => !onThird.includes(name)),
        second,
      );
      const third = await settle(electron, 3, () => monitors.plug(2, { width: 1920, height: 1080 }));
      await expectAt(laid, third);
    }
    console.log(`X1: ${ROUNDS} rounds, worst distance ${worst.px} px, worst time ${Math.round(worst.ms)} ms`);
  });
});

/** Displays as the application is told of them; where the dummy driver cannot scale or rotate, it is told so all the same. */
type Told = { bounds: Bounds; scaleFactor: number; rotation: number };

/** Tells the application of these displays, the first of them primary, as the system does when they change. */
async function tell(electron: ElectronApp, told: readonly Told[]): Promise<void> {
  await electron.application.evaluate(({ screen }, given) => {
    const [real] = screen.getAllDisplays();
    if (real === undefined) throw new Error('There is no display.');
    const list = given.map((display, id) => ({ ...real, ...display, id: id + 1000, workArea: display.bounds }));
    screen.getAllDisplays = () => list;
    screen.getPrimaryDisplay = () => list[0] ?? real;
    screen.emit('display-metrics-changed', {}, list[0], ['scaleFactor']);
  }, told);
}

test.describe('with displays of three scales', () => {
  const left = { bounds: { x: 0, y: 0, width: 800, height: 1400 }, scaleFactor: 2, rotation: 90 };
  const middle = { bounds: { x: 800, y: 0, width: 960, height: 1400 }, scaleFactor: 1, rotation: 0 };
  const right = { bounds: { x: 1760, y: 0, width: 800, height: 1400 }, scaleFactor: 1.5, rotation: 0 };
  const desk = [middle, left, right];
  const laid = new Map([
    ['main', { x: 850, y: 60, width: 800, height: 600 }],
    ['rates', { x: 40, y: 80, width: 700, height: 500 }],
    ['fx', { x: 1800, y: 200, width: 640, height: 480 }],
  ]);
  test.use({ startedWith: { windows: [...laid].map(([id, bounds]) => ({ id, bounds, state: 'normal' })) } });

  test('A4 windows are where they were when scale, rotation or the primary display change and change back', async ({
    electron,
  }) => {
    await open(electron, laid.size);
    await settle(electron, 3, () => tell(electron, desk));
    // The last first: what stands in its place already is noted along with what is moved.
    for (const [name, bounds] of [...laid].reverse()) {
      await put(electron, name, { bounds: { ...bounds, y: bounds.y + 20 }, state: 'normal' });
      await put(electron, name, { bounds, state: 'normal' });
    }
    const others: Record<string, readonly Told[]> = {
      'another scale': [middle, left, { ...right, scaleFactor: 1.25 }],
      'turned upright': [{ ...middle, rotation: 270 }, left, right],
      'another primary': [left, middle, right],
      'one alone': [middle],
    };
    for (const [change, displays] of Object.entries(others)) {
      await settle(electron, displays.length, () => tell(electron, displays));
      // What people do then is not what they had laid out.
      await put(electron, 'main', { bounds: { x: 900, y: 300, width: 700, height: 500 }, state: 'normal' });
      await settle(electron, desk.length, () => tell(electron, desk));
      const now = await named(electron.application);
      for (const [name, bounds] of laid) expect(off(now.get(name), bounds), `${name} after ${change}`).toBeLessThanOrEqual(2);
    }
  });
});
