/** Panes that leave their window for one of their own or for another, and come back. */
import { join } from 'node:path';
import { conversation } from '../fixtures/cast.ts';
import { expect, test, YOU } from '../fixtures/test.ts';
import type { AppWindow } from '../pages/app-window.ts';
import type { Pane } from '../pages/pane.ts';
import { expectAt, lineAbove, scrollBack, selectionIn } from '../pages/reading.ts';
import { diagnosticsOf, liveHeaps } from './heap.ts';
import { BESIDE, chooseWindow, opening, Pointer, pointIn, pressLast, windowNames, windowsByName } from './torn-windows.ts';

test.use({ startedWith: { windows: [BESIDE] } });

/** The titles of panes that one can write in. */
async function writable(window: AppWindow): Promise<string[]> {
  await expect(window.panes.first()).toBeVisible();
  return (await window.titles()).filter((title) => !conversation(title).feed);
}

async function places(window: AppWindow): Promise<Record<string, unknown>> {
  const titles = await window.titles();
  return Object.fromEntries(
    await Promise.all(titles.map(async (title) => [title, await window.pane(title).root.boundingBox()] as const)),
  );
}

test('A3 a pane is torn off into a window of its own by its menu, with its draft, and comes back to where it was', async ({
  electron,
  signedIn,
}) => {
  const main = await signedIn();
  const [title] = await writable(main);
  if (title === undefined) throw new Error('There is no pane to write in.');
  const before = await places(main);
  const count = Object.keys(before).length;
  const pane = main.pane(title);
  const id = await pane.id();
  await pane.composer.pressSequentially('half a thought');

  const torn = await opening(electron.application, () => chooseWindow(main, title, 'Move to window', /^New window/));
  await expect(torn.window.panes).toHaveCount(1);
  const there = torn.window.pane(title);
  expect(await there.id()).toBe(id);
  await expect(there.composer).toHaveValue('half a thought');
  await expect(main.panes).toHaveCount(count - 1);
  await expect(main.status).toContainText('2 windows');
  // What is undone here does not bring it back: it lives elsewhere now.
  await main.page.keyboard.press('Control+Alt+KeyZ');
  await expect(main.panes).toHaveCount(count - 1);

  await there.composer.pressSequentially(', and the rest');
  await chooseWindow(torn.window, title, 'Move to window', /^Back to /);
  await expect(main.panes).toHaveCount(count);
  await expect.poll(() => places(main)).toEqual(before);
  expect(await pane.id()).toBe(id);
  await expect(pane.composer).toHaveValue('half a thought, and the rest');
  // Nothing is left in its window: that goes.
  await expect.poll(() => windowNames(electron.application)).toEqual(['main']);
});

const logs = join(import.meta.dirname, '..', '..', 'samples', 'ubuntu-irc');

test('A3 what was being read, written and selected in a pane is the same in a window of its own, and the same when it is back', async ({
  electron,
  server,
  signedIn,
}) => {
  await server.command('user', 'add', 'tilda', '--name', 'Tilda Torn', '--firm', 'Corvid Capital Markets');
  for (const channel of ['far-evening', 'near-evening'])
    await server.command('import', 'irc', logs, '--channel', channel, '--members', 'tilda,okoye');
  const main = await signedIn('tilda');
  await expect(main.panes).toHaveCount(2);
  const pane = main.pane('far-evening');
  const line = await lineAbove(pane);
  const seen = await scrollBack(pane, 200);
  await pane.composer.fill('half a thought about that');
  await pane.composer.evaluate((field) => field instanceof HTMLTextAreaElement && field.setSelectionRange(5, 11, 'backward'));
  const size = await pane.root.evaluate((root) => [root.clientWidth, root.clientHeight]);
  const same = async (there: Pane) => {
    await expect(there.composer).toHaveValue('half a thought about that');
    await expectAt(there, seen);
    expect(await selectionIn(there.composer)).toEqual([5, 11]);
    expect(await lineAbove(there)).toBe(line);
    expect(await there.root.evaluate((root) => [root.clientWidth, root.clientHeight])).toEqual(size);
  };
  const torn = await opening(electron.application, () => chooseWindow(main, 'far-evening', 'Move to window', /^New window/));
  await same(torn.window.pane('far-evening'));
  await expect(main.panes).toHaveCount(1);
  await chooseWindow(torn.window, 'far-evening', 'Move to window', /^Back to /);
  await same(pane);
  await expect(pane.composer).toBeFocused();
  await expect(main.panes).toHaveCount(2);
});

test('A3 a pane is torn off, sent on and brought back by keys alone', async ({ electron, signedIn }) => {
  const main = await signedIn();
  const [title] = await writable(main);
  if (title === undefined) throw new Error('There is no pane to write in.');
  const count = await main.panes.count();
  const pane = main.pane(title);
  await pane.composer.fill('by keys');
  const torn = await opening(electron.application, () => pane.composer.press('Control+Alt+KeyN'));
  const there = torn.window.pane(title);
  await expect(there.composer).toHaveValue('by keys');
  await expect(main.panes).toHaveCount(count - 1);
  // Alone in a window of its own it has nowhere further to go.
  await there.composer.press('Control+Alt+KeyN');
  await pressLast(there.composer, 'Control+Alt+KeyB');
  await expect(main.panes).toHaveCount(count);
  await expect(pane.composer).toHaveValue('by keys');
  await expect(pane.composer).toBeFocused();
  await expect.poll(() => windowNames(electron.application)).toEqual(['main']);

  const again = await opening(electron.application, () => pane.composer.press('Control+Alt+KeyN'));
  await expect(main.panes).toHaveCount(count - 1);
  await pressLast(again.window.pane(title).composer, 'Control+Alt+Shift+KeyN');
  await expect(main.panes).toHaveCount(count);
  await expect(pane.composer).toHaveValue('by keys');
});

test('A3 a pane is dragged out of its window and into it again', async ({ electron, desktop, signedIn }) => {
  const main = await signedIn();
  const [title, other] = await writable(main);
  if (title === undefined || other === undefined) throw new Error('There are not two panes to write in.');
  const count = await main.panes.count();
  await main.pane(title).composer.fill('dragged along');
  const pointer = new Pointer(desktop);
  const application = electron.application;
  const header = (window: AppWindow, of: string) => window.pane(of).root.getByRole('heading', { level: 2 });

  const outside = { x: 1900, y: 300 };
  // Given up by Escape, it stays where it is: otherwise the next drag would leave two panes fewer.
  const first = await pointIn(application, 'main', header(main, title), { x: 0.2, y: 0.5 });
  await pointer.press(first);
  await pointer.moveTo(first, outside);
  await pointer.giveUp(main.page);
  await pointer.release();
  await expect(main.panes).toHaveCount(count);

  // Elsewhere on its header: at the same point it would be a double click.
  const grip = await pointIn(application, 'main', header(main, title), { x: 0.8, y: 0.5 });
  const torn = await opening(application, async () => {
    await pointer.press(grip);
    await pointer.moveTo(grip, outside);
    await pointer.release();
  });
  const there = torn.window.pane(title);
  await expect(there.composer).toHaveValue('dragged along');
  await expect(main.panes).toHaveCount(count - 1);

  // Into the window that it came from, onto the right half of another pane.
  const from = await pointIn(application, torn.name, header(torn.window, title));
  const to = await pointIn(application, 'main', main.pane(other).root, { x: 0.92, y: 0.5 });
  await pointer.press(from);
  await pointer.moveTo(from, to);
  // Where it would go is shown before it is let go.
  await pointer.hover(to, () => main.page.locator('.flexlayout__outline_rect').isVisible());
  await pointer.release();
  await expect(main.panes).toHaveCount(count);
  await expect(main.pane(title).composer).toHaveValue('dragged along');
  const [left, right] = await Promise.all([main.pane(other).root.boundingBox(), main.pane(title).root.boundingBox()]);
  expect(right?.y).toBeCloseTo(left?.y ?? -1, 0);
  expect(Math.abs((right?.x ?? 0) - (left?.x ?? 0) - (left?.width ?? 0))).toBeLessThan(8);
  await expect.poll(() => windowNames(application)).toEqual(['main']);
});

test('A3 a stack moves into another window as one, and is there once, after a restart too', async ({
  electron,
  server,
  signedIn,
}) => {
  const main = await signedIn();
  const [first, second, third] = await writable(main);
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('There are not three panes to write in.');
  const all = (await main.titles()).toSorted();
  await main.pane(second).composer.fill('in the stack');
  // The second onto the first; the third opens the other window.
  await main.pane(second).choose('Stack');
  await main.page.getByRole('menuitem', { name: 'Stack onto the left one' }).click();
  await expect(main.page.getByRole('tab')).toHaveCount(2);
  const torn = await opening(electron.application, () => main.pane(third).composer.press('Control+Alt+KeyN'));
  await expect(torn.window.panes).toHaveCount(1);
  await chooseWindow(main, second, 'Move stack to window', new RegExp(`^${third}`));
  await expect(torn.window.page.getByRole('tab')).toHaveCount(2);
  await expect(main.page.getByRole('tab')).toHaveCount(0);
  await expect(torn.window.pane(second).composer).toHaveValue('in the stack');

  await electron.restart({ server: server.url, ticket: await server.ticket(YOU) });
  await expect.poll(async () => (await windowsByName(electron.application)).size).toBe(2);
  const again = await windowsByName(electron.application);
  for (const window of again.values()) await window.until('workspace');
  const there = again.get(torn.name);
  await expect(there?.page.getByRole('tab') ?? main.panes).toHaveCount(2);
  await expect(there?.pane(second).composer ?? main.panes).toHaveValue('in the stack');
  const shown = await Promise.all([...again.values()].map((window) => titlesOfAll(window)));
  expect(shown.flat().toSorted()).toEqual(all);
});

test('A3 whenever the application is killed while a pane moves, it is in one window afterwards, and in no other', async ({
  electron,
  server,
  signedIn,
}) => {
  const main = await signedIn();
  const [title] = await writable(main);
  if (title === undefined) throw new Error('There is no pane to write in.');
  const all = (await titlesOfAll(main)).toSorted();
  let window = main;
  // From before it is stored to after it has gone (ms).
  for (const after of [0, 40, 250]) {
    await window.pane(title).composer.press('Control+Alt+KeyN');
    await new Promise((resolve) => setTimeout(resolve, after));
    await electron.kill();
    window = await electron.open({ server: server.url, ticket: await server.ticket(YOU) });
    const shown = async () => {
      const windows = [...(await windowsByName(electron.application)).values()];
      for (const each of windows) await each.until('workspace');
      return (await Promise.all(windows.map(titlesOfAll))).flat().toSorted();
    };
    await expect.poll(shown).toEqual(all);
    // It comes home for the next time.
    const away = [...(await windowsByName(electron.application))].find(([name]) => name !== 'main')?.[1];
    const home = (await windowsByName(electron.application)).get('main');
    if (!home) throw new Error('The first window is gone.');
    if (away) await pressLast(away.pane(title).composer, 'Control+Alt+KeyB');
    await expect.poll(async () => (await titlesOfAll(home)).toSorted()).toEqual(all);
    await expect.poll(() => windowNames(electron.application)).toEqual(['main']);
    window = home;
  }
});

/** So often a pane moves in the test below; a thousand times in the long form. */
const MOVES = Number(process.env.MULLION_MOVES ?? 20);
/** Before it counts, everything has been loaded and compiled that a move needs. */
const WARM = 10;

test(`A3 a pane moved across windows ${MOVES} times leaves nothing behind: in the pages, in the engine, on the disk`, async ({
  electron,
  signedIn,
}) => {
  test.setTimeout(120_000 + MOVES * 1_500);
  const main = await signedIn();
  const [title, other] = await writable(main);
  if (title === undefined || other === undefined) throw new Error('There are not two panes to write in.');
  const torn = await opening(electron.application, () => main.pane(other).composer.press('Control+Alt+KeyN'));
  await expect(torn.window.panes).toHaveCount(1);
  const count = await main.panes.count();
  await main.pane(title).composer.fill('carried along');
  const id = await main.pane(title).id();

  const move = async (from: AppWindow, to: AppWindow) => {
    await from.pane(title).composer.press('Control+Alt+Shift+KeyN');
    await expect(to.pane(title).composer).toHaveValue('carried along');
    await expect(from.pane(title).root).toHaveCount(0);
  };
  const rounds = async (moves: number) => {
    for (let done = 0; done < moves; done += 2) {
      await move(main, torn.window);
      await move(torn.window, main);
    }
  };
  await rounds(WARM);
  const before = await liveHeaps(electron);
  await rounds(MOVES);
  await expect(main.panes).toHaveCount(count);
  await expect(torn.window.panes).toHaveCount(1);
  expect(await main.pane(title).id()).toBe(id);
  // Each window has open what it shows, and no more.
  await expect.poll(async () => (await diagnosticsOf(electron, main.page)).timelines, { timeout: 30_000 }).toBe(count + 1);
  const after = await liveHeaps(electron);
  const grown = { pages: after.pages / before.pages, engine: after.engine / before.engine };
  test.info().annotations.push({ type: 'live heap', description: JSON.stringify({ before, after, grown }) });
  console.log(`live heap before ${JSON.stringify(before)}, after ${MOVES} moves ${JSON.stringify(after)}`);
  expect(grown.pages).toBeLessThan(1.1);
  expect(grown.engine).toBeLessThan(1.1);
});

/** The titles of all panes of a window, those beneath others too. */
async function titlesOfAll(window: AppWindow): Promise<string[]> {
  await expect(window.panes.first()).toBeVisible();
  const tabs = await window.page.getByRole('tab').locator('.stack-tab-name').allTextContents();
  const seen = await window.titles();
  return [...new Set([...tabs, ...seen])];
}
