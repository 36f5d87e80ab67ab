/** Windows beside other programs: docked at an edge of the screen, or a mini view above all others. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { X11_FRAME } from '../../electron/windows/forms.ts';
import { apart, type Bounds } from '../../electron/windows/placement.ts';
import type { Desktop } from '../desktop/desktop.ts';
import type { ElectronApp } from '../fixtures/app.ts';
import { expect, test, YOU } from '../fixtures/test.ts';
import type { AppWindow } from '../pages/app-window.ts';
import { displays, inPage, visibleWindows, windowNamed } from './main-process.ts';
import { opening, pressLast } from './torn-windows.ts';

const START: Bounds = { x: 420, y: 160, width: 1500, height: 900 };
test.use({ startedWith: { windows: [{ id: 'main', bounds: START, state: 'normal' }] } });

const bounds = async ({ application }: ElectronApp) => (await windowNamed(application)).bounds;

/** Where a docked window is to stand, on the first display. */
async function edge({ application }: ElectronApp, side: 'left' | 'right', width: number): Promise<Bounds> {
  const area = (await displays(application))[0]?.workArea;
  if (area === undefined) throw new Error('There is no display.');
  return {
    x: side === 'left' ? area.x : area.x + area.width - width,
    y: area.y + X11_FRAME.top,
    width,
    height: area.height - X11_FRAME.top - X11_FRAME.bottom,
  };
}

/** A person takes hold of the window, once it has come to rest; answers when it stands where it then should. */
async function drag(electron: ElectronApp, to: Bounds, expected: Bounds): Promise<void> {
  await expect(async () => {
    await electron.application.evaluate(({ BrowserWindow }, bounds) => {
      BrowserWindow.getAllWindows()
        .find((window) => window.isVisible())
        ?.setBounds(bounds);
    }, to);
    await expect.poll(() => bounds(electron), { timeout: 4_000 }).toEqual(expected);
    await expect.poll(() => isNoted(electron, to), { timeout: 4_000 }).toBe(true);
  }).toPass({ timeout: 40_000 });
}

/** Whether what was done by hand is on disk: so wide, or so far off. */
async function isNoted({ profile }: ElectronApp, { x, width }: Bounds): Promise<boolean> {
  const saved = JSON.parse(await readFile(join(profile, 'windows.json'), 'utf8'));
  // As the application starts with it, before it has saved anything itself.
  if (saved.version === 1) return false;
  const [{ windows, places }] = saved.desks;
  const [window] = windows;
  const kind = window?.form?.kind ?? 'free';
  if (kind === 'free') return places[0]?.windows.main?.bounds.x === x;
  return kind === 'mini' ? window.form.mini?.x === x : window.form.dockWidth === width;
}

async function fromMenu(window: AppWindow, item: string): Promise<void> {
  await window.menu.click();
  await window.page.getByRole('menuitemcheckbox', { name: new RegExp(`^${item}`) }).click();
}

/** Whether the window manager keeps the window above others, by its own word. */
async function isAbove({ application }: ElectronApp, desktop: Desktop): Promise<boolean> {
  const id = await application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.isVisible())
      ?.getMediaSourceId()
      .split(':')
      .at(1),
  );
  const env = { ...process.env, ...desktop.env };
  const { stdout } = await promisify(execFile)('xprop', ['-id', id ?? '', '_NET_WM_STATE'], { env });
  return stdout.includes('_NET_WM_STATE_ABOVE');
}

async function restarted(
  electron: ElectronApp,
  server: { url: string; ticket(handle: string): Promise<string> },
): Promise<AppWindow> {
  const window = await electron.restart({ server: server.url, ticket: await server.ticket(YOU) });
  await window.until('workspace');
  return window;
}

test('a window is docked at either edge by menu and by key, as wide as it is made, also after a restart; undocked it is back', async ({
  electron,
  server,
  signedIn,
}) => {
  const window = await signedIn();
  await expect.poll(() => bounds(electron)).toEqual(START);
  await fromMenu(window, 'Dock at the right edge');
  const right = await edge(electron, 'right', 340);
  await expect.poll(() => bounds(electron)).toEqual(right);
  await expect(window.panes.filter({ visible: true })).toHaveCount(1);

  await window.page.keyboard.press('Control+Alt+Shift+L');
  await expect.poll(() => bounds(electron)).toEqual(await edge(electron, 'left', 340));
  // By hand, as far as it goes: the window system lets nobody make it narrower.
  await drag(electron, { x: 0, y: 300, width: 300, height: 600 }, await edge(electron, 'left', 300));
  const left = await edge(electron, 'left', 360);
  await drag(electron, { x: 900, y: 300, width: 360, height: 600 }, left);

  const again = await restarted(electron, server);
  // Window managers keep frames on the screen: a pixel more or less.
  await expect.poll(async () => apart(await bounds(electron), left)).toBeLessThanOrEqual(2);
  await fromMenu(again, 'Undock');
  await expect.poll(() => bounds(electron)).toEqual(START);
  await expect(again.panes.filter({ visible: true })).toHaveCount(12);
});

test('a docked window is docked again when monitors have come and gone', async ({ electron, desktop, signedIn }) => {
  const { monitors } = desktop;
  if (monitors === null) throw new Error('This machine has no Xorg with the dummy driver: build/setup-debian.sh installs it.');
  const window = await signedIn();
  const count = async () => (await displays(electron.application)).length;
  try {
    await expect(async () => {
      await monitors.pull(1);
      await monitors.plug(1, { width: 1920, height: 1080 });
      await expect.poll(count, { timeout: 3000 }).toBe(2);
    }).toPass();
    const free = { x: 2700, y: 100, width: 900, height: 700 };
    await drag(electron, free, free);
    await fromMenu(window, 'Dock at the right edge');
    const there = {
      x: 2560 + 1920 - 340,
      y: X11_FRAME.top,
      width: 340,
      height: 1080 - X11_FRAME.top - X11_FRAME.bottom,
    };
    await expect.poll(() => bounds(electron)).toEqual(there);
    await monitors.pull(1);
    await expect.poll(async () => [await count(), await bounds(electron)]).toEqual([1, await edge(electron, 'right', 340)]);
    await monitors.plug(1, { width: 1920, height: 1080 });
    await expect.poll(() => bounds(electron)).toEqual(there);
    await window.page.keyboard.press('Control+Alt+Shift+R');
    await expect.poll(() => bounds(electron)).toEqual(free);
  } finally {
    await monitors.pull(1);
  }
});

test('A11 a window shrinks to 240×180 px above all others, with the last message and a composer; then it is as it was', async ({
  electron,
  desktop,
  server,
  signedIn,
}) => {
  const window = await signedIn();
  const okoye = await server.speaker('okoye');
  await window.pane('desk-london').composer.focus();
  expect(await isAbove(electron, desktop)).toBe(false);
  await window.pane('desk-london').choose('Mini view');
  const mini = { x: START.x + START.width - 240, y: START.y, width: 240, height: 180 };
  await expect.poll(() => bounds(electron)).toEqual(mini);
  await expect.poll(() => isAbove(electron, desktop)).toBe(true);

  await test.step('it is read and written to', async () => {
    const pane = window.pane('desk-london');
    const inside = async (text: string) => {
      await expect(pane.message(text)).toBeInViewport({ ratio: 1 });
      // Nothing lies over it.
      const uncovered = () =>
        pane.message(text).evaluate((row) => {
          const { left, top, width, height } = row.getBoundingClientRect();
          return row.contains(document.elementFromPoint(left + width / 2, top + height / 2));
        });
      await expect.poll(uncovered).toBe(true);
    };
    await okoye.say('desk-london', 'the last message of all');
    await inside('the last message of all');
    await expect(pane.composer).toBeInViewport({ ratio: 1 });
    await expect(window.page.getByRole('contentinfo')).toHaveCount(0);
    await expect(pane.composer).toBeFocused();
    await window.page.keyboard.type('said from the mini view');
    await pane.caretRests();
    await window.page.keyboard.press('Enter');
    await expect(pane.composer).toHaveValue('');
    await inside('said from the mini view');
    await expect(window.panes.filter({ visible: true })).toHaveCount(1);
  });

  const moved = { x: 700, y: 500, width: 260, height: 200 };
  await drag(electron, moved, moved);
  const again = await restarted(electron, server);
  await expect.poll(() => bounds(electron)).toEqual(moved);
  await expect.poll(() => isAbove(electron, desktop)).toBe(true);
  await expect(again.pane('desk-london').message('said from the mini view')).toBeInViewport();

  await again.pane('desk-london').choose('Leave mini view');
  await expect.poll(() => bounds(electron)).toEqual(START);
  await expect.poll(() => isAbove(electron, desktop)).toBe(false);
  await expect(again.panes.filter({ visible: true })).toHaveCount(12);
  await expect(again.status).toBeVisible();
  await again.page.keyboard.press('Control+Alt+Shift+M');
  await expect.poll(() => bounds(electron)).toEqual(moved);
});

test('A11 a pane in a window of its own becomes a mini view there, is written in, and goes back to where it was', async ({
  electron,
  signedIn,
}) => {
  const main = await signedIn();
  const { application } = electron;
  const pane = main.pane('desk-london');
  const count = await main.panes.count();
  const torn = await opening(application, () => pane.composer.press('Control+Alt+KeyN'));
  const there = torn.window.pane('desk-london');
  await there.composer.press('Control+Alt+Shift+KeyM');
  const size = async () => {
    const { width, height } = (await windowNamed(application, torn.name)).bounds;
    return { width, height };
  };
  await expect.poll(size).toEqual({ width: 240, height: 180 });
  await expect(there.composer).toBeFocused();
  await torn.window.page.keyboard.type('from a window of its own');
  await there.caretRests();
  await torn.window.page.keyboard.press('Enter');
  await expect(there.message('from a window of its own')).toBeInViewport({ ratio: 1 });
  // The other window has stayed what it was.
  expect((await windowNamed(application, 'main')).bounds).toEqual(START);
  await pressLast(there.composer, 'Control+Alt+KeyB');
  await expect(main.panes.filter({ visible: true })).toHaveCount(count);
  await expect(pane.message('from a window of its own')).toBeVisible();
  await expect.poll(async () => (await visibleWindows(application)).map(({ name }) => name)).toEqual(['main']);
});

test.describe('where the window system is Wayland', () => {
  test.use({
    startedWith: { windows: [{ id: 'main', bounds: START, state: 'normal' }], wayland: true },
  });

  test('the menu says once, in words, what it does not allow, and offers the rest', async ({ electron, signedIn }) => {
    const window = await signedIn();
    const { page } = window;
    await window.menu.click();
    const menu = page.getByRole('menu');
    await expect(menu.getByText(/^Wayland lets no application place its windows/)).toHaveCount(1);
    for (const item of ['Dock at the left edge', 'Dock at the right edge', 'Always on top'])
      await expect(menu.getByRole('menuitemcheckbox', { name: new RegExp(`^${item}`) })).toBeDisabled();
    await expect(menu.getByRole('menuitemcheckbox', { name: /^Mini view/ })).toBeEnabled();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Alt+Shift+L');
    const code = "window.mullion.call('setWindowForm', { form: 'docked-left' }).catch((problem) => problem.code)";
    const refused = await inPage(electron.application, (await windowNamed(electron.application)).id, code);
    expect(refused).toBe('unavailable');
    await expect.poll(() => bounds(electron)).toEqual(START);
  });
});
