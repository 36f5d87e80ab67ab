/** Toasts: for which messages there are any, and that a click on one lands exactly. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { EventId } from '../../shared/model.ts';
import { type Child, start } from '../desktop/child.ts';
import type { Desktop } from '../desktop/desktop.ts';
import type { Notifications } from '../desktop/notifications.ts';
import { TrayHost } from '../desktop/tray-host.ts';
import { ElectronApp, windowPages } from '../fixtures/app.ts';
import { expect, test, YOU } from '../fixtures/test.ts';
import { AppWindow } from '../pages/app-window.ts';
import { callDesktop, killPage, loggedEvents, visibleWindows, windowNamed } from './main-process.ts';
import { trueFocus } from './true-focus.ts';
import { bothWindows, lookAt, TWO } from './two-windows.ts';
import { activeWindow, focusWindow, nativeWindow, windowOf } from './x-windows.ts';

const OKOYE = 'Chidi Okoye';
const TAN = 'Tan Wei Ling';

const BUS = `<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

function daemon({ notifications }: Desktop): Notifications {
  if (notifications === null) throw new Error('This machine has no dunst: build/setup-debian.sh installs it.');
  return notifications;
}

test.beforeEach(({ desktop }) => daemon(desktop).clear());

test.describe('with two windows', () => {
  test.use({ startedWith: { windows: TWO } });

  test('C11 a click on a toast raises the window that shows the conversation, minimised and on another monitor, and marks the message', async ({
    electron,
    signedIn,
    server,
    desktop,
  }) => {
    await signedIn();
    const { main, second } = await bothWindows(electron.application);
    await desktop.monitors?.plug(1, { width: 1920, height: 1080 });
    await electron.application.evaluate(
      ({ BrowserWindow }, id) => BrowserWindow.fromId(id)?.setBounds({ x: 2700, y: 50, width: 1270, height: 900 }),
      second.id,
    );
    await lookAt(desktop, second, main);
    await second.view.sidebar.channel(OKOYE).click();
    const pane = second.view.pane(OKOYE);
    const channel = await pane.channel();
    await second.view.pane('vol').composer.click();
    await electron.application.evaluate(({ BrowserWindow }, id) => BrowserWindow.fromId(id)?.minimize(), second.id);
    await lookAt(desktop, main, second);

    const okoye = await server.speaker('okoye');
    await okoye.say(channel, 'tea before <b>Spain</b> & PMI?');
    await expect.poll(() => daemon(desktop).displayed()).toBe(1);
    await daemon(desktop).click();

    await expect.poll(() => activeWindow(desktop)).toBe(second.native);
    await expect(pane.message('tea before')).toHaveAttribute('aria-current', 'true');
    await expect(pane.message('tea before')).toBeInViewport();
    await expect(pane.root).toHaveAttribute('data-active', 'true');
    await expect(pane.composer).toBeFocused();
    // It is the newest, so the pane follows what comes, and what one looks at is read.
    await expect(pane.root.getByRole('button', { name: 'To the newest' })).toHaveCount(0);
    await expect(pane.root.getByText('1 unread')).toHaveCount(0);
    await expect(pane.root.getByRole('status').filter({ hasText: 'Message of' })).toHaveText(
      `Message of ${OKOYE}: tea before <b>Spain</b> & PMI?`,
    );
    if (process.env.MULLION_PICTURES) await desktop.picture(`${process.env.MULLION_PICTURES}/toast-clicked.png`);
    await expect.poll(() => daemon(desktop).displayed()).toBe(0);
    // As it was written: this daemon does not read markup, and has said so.
    const body = 'tea before <b>Spain</b> & PMI?';
    expect((await daemon(desktop).history())[0]).toMatchObject({ title: OKOYE, body });
    await expect(pane.message('tea before')).not.toHaveAttribute('aria-current');
    await desktop.monitors?.pull(1);
  });

  test('C11 where no window shows the conversation the one used last does, as a tab that costs no pane; a hidden tab is selected; another program gives way', async ({
    electron,
    signedIn,
    server,
    desktop,
  }) => {
    await signedIn();
    const { main, second } = await bothWindows(electron.application);
    const tan = await server.speaker('tan');
    const me = (await server.speaker(YOU)).me.id;
    // Whom one writes with, and where one is a member, without a pane in either window.
    const direct = (await tan.call('create', { kind: 'direct', id: EventId.parse(randomUUID()), with: me })).channel.channel.id;
    for (const [shown, other] of [
      [main, second],
      [second, main],
    ] as const) {
      const { view } = shown;
      await lookAt(desktop, shown, other);
      await view.pane('ops-settle').choose('Close pane');
      await expect(view.pane('ops-settle').root).toHaveCount(0);
      await expect(view.pane(TAN).root).toHaveCount(0);
    }
    const panes = await main.view.titles();
    await lookAt(desktop, main, second);
    const other = await otherProgram(desktop);

    await tan.say('ops-settle', 'what @mara was asked', [me]);
    for (let number = 0; number < 130; number += 1) await tan.say('ops-settle', `after it ${number}`);
    await expect.poll(() => daemon(desktop).displayed()).toBe(1);
    expect(await activeWindow(desktop)).not.toBe(main.native);
    await daemon(desktop).click();
    await expect.poll(() => activeWindow(desktop)).toBe(main.native);
    const pane = main.view.pane('ops-settle');
    await expect(pane.message('what @mara was asked')).toHaveAttribute('aria-current', 'true');
    await expect(pane.message('what @mara was asked')).toBeInViewport();
    await expect(second.view.pane('ops-settle').root).toHaveCount(0);
    // Every pane is still there: one of them behind the new one.
    await expect(main.view.panes).toHaveCount(panes.length + 1);

    const tabs = main.view.page.getByRole('tab');
    await tabs.filter({ hasNotText: 'ops-settle' }).first().click();
    await expect(pane.root).toBeHidden();
    await lookAt(desktop, second, main);
    await tan.say('ops-settle', 'and again, @mara', [me]);
    await expect.poll(() => daemon(desktop).displayed()).toBe(1);
    await daemon(desktop).click();
    await expect.poll(() => activeWindow(desktop)).toBe(main.native);
    await expect(pane.root).toBeVisible();
    await expect(pane.message('and again, @mara')).toHaveAttribute('aria-current', 'true');

    await tan.say(direct, 'a first word');
    await expect.poll(() => daemon(desktop).displayed()).toBe(1);
    await daemon(desktop).click();
    await expect(main.view.pane(TAN).message('a first word')).toHaveAttribute('aria-current', 'true');
    await other.stop();
  });
});

test('a toast is for what is news to this person alone: not for what they look at, have read or said, nor while they are not to be disturbed', async ({
  electron,
  signedIn,
  server,
  desktop,
}) => {
  const window = await signedIn();
  const okoye = await server.speaker('okoye');
  const myself = await server.speaker(YOU);
  const me = myself.me.id;
  const shown = () => daemon(desktop).displayed();
  await trueFocus(window.page);
  await focusWindow(desktop, await nativeWindow(electron.application, (await windowNamed(electron.application)).id));
  await window.sidebar.channel(OKOYE).click();
  const channel = await window.pane(OKOYE).channel();
  // The person looks at the conversation: what is said there is seen.
  await window.pane(OKOYE).composer.click();
  await okoye.say(channel, 'seen as it comes');
  await expect(window.pane(OKOYE).message('seen as it comes')).toHaveCount(1);
  const other = await otherProgram(desktop);
  await okoye.say('desk-london', 'meant for nobody');
  await myself.say('desk-london', 'said by oneself @mara', [me]);
  await okoye.say('rates-eur', 'first @mara', [me]);
  await expect.poll(shown).toBe(1);

  // Read elsewhere, it is taken away.
  await myself.catchUp('rates-eur');
  await expect.poll(shown).toBe(0);

  const native = await nativeWindow(electron.application, (await windowNamed(electron.application)).id);
  const choose = async (presence: string) => {
    await focusWindow(desktop, native);
    await window.ownPresence.click();
    await window.page.getByRole('menuitemradio', { name: presence }).click();
    await expect(window.ownPresence).toHaveAccessibleName(new RegExp(presence));
    await focusWindow(desktop, (await windowOf(desktop, 'xmessage')) ?? Number.NaN);
  };
  await choose('Do not disturb');
  await okoye.say('clients-nordic', 'disturbing @mara', [me]);
  await expect(window.pane('clients-nordic').message('disturbing @mara')).toHaveCount(1);
  await choose('Available');
  await okoye.say('vol', 'last @mara', [me]);
  await expect.poll(shown).toBe(1);

  // Told again by the next engine, nothing is shown again; what is said meanwhile is.
  const engines = async () => (await loggedEvents(electron.application)).filter((event) => event === 'engine.ready').length;
  const before = await engines();
  await killPage(electron.application, 'anchor.html');
  await okoye.say('research', 'while there was no engine @mara', [me]);
  await expect.poll(engines).toBe(before + 1);
  await expect.poll(shown).toBe(2);
  const texts = (await daemon(desktop).history()).map(({ title, body }) => `${title}: ${body}`);
  expect(texts.filter((text) => text.includes('@mara')).slice(0, 3)).toEqual([
    `${OKOYE} in research: while there was no engine @mara`,
    `${OKOYE} in vol: last @mara`,
    `${OKOYE} in rates-eur: first @mara`,
  ]);
  expect(texts.join()).not.toMatch(/seen as it comes|meant for nobody|said by oneself|disturbing/);

  // Nothing older than the start.
  const again = await electron.restart({ server: server.url, ticket: await server.ticket(YOU) });
  await expect(again.pane('vol').message('last @mara')).toHaveCount(1);
  await trueFocus(again.page);
  const further = await otherProgram(desktop);
  await okoye.say('vol', 'after the restart @mara', [me]);
  await expect.poll(shown).toBe(1);
  expect((await daemon(desktop).history())[0]).toMatchObject({ body: 'after the restart @mara' });
  await other.stop();
  await further.stop();
});

test('C13 while one is presenting a toast tells neither who nor what, and those on the screen go when it begins; it needs no window, and opens one', async ({
  electron,
  signedIn,
  server,
  desktop,
}) => {
  const tray = await TrayHost.start(desktop.env);
  const window = await signedIn();
  const { application } = electron;
  const shown = () => daemon(desktop).displayed();
  const okoye = await server.speaker('okoye');
  const me = (await server.speaker(YOU)).me.id;
  const windows = async () => (await visibleWindows(application)).length;
  await window.sidebar.channel(OKOYE).click();
  const channel = await window.pane(OKOYE).channel();
  await expect.poll(() => tray.count).toBe(1);
  await callDesktop(application, 'closeWindow');
  await expect.poll(windows).toBe(0);

  await okoye.say('vol', 'before @mara', [me]);
  await expect.poll(shown).toBe(1);
  await tray.choose('Presenting');
  await expect.poll(shown).toBe(0);
  expect((await daemon(desktop).history())[0]).toMatchObject({ title: `${OKOYE} in vol`, body: 'before @mara' });
  await okoye.say(channel, 'not for other eyes');
  await expect.poll(shown).toBe(1);
  await daemon(desktop).click();
  // No window is open: one comes, and shows what the toast did not tell.
  await expect.poll(windows).toBe(1);
  const again = new AppWindow(await windowOfApplication(application));
  await expect(again.pane(OKOYE).message('not for other eyes')).toHaveAttribute('aria-current', 'true');
  expect((await daemon(desktop).history())[0]).toMatchObject({ title: 'Mullion', body: 'New message' });
  await tray.choose('Presenting');
  tray.stop();
});

test('what was missed while there was no connection is one toast that counts it', async ({
  signedIn,
  server,
  network,
  desktop,
}) => {
  const window = await signedIn(YOU, network);
  await trueFocus(window.page);
  const other = await otherProgram(desktop);
  const okoye = await server.speaker('okoye');
  const me = (await server.speaker(YOU)).me.id;
  await expect(window.status).toContainText('Connected');
  network.cut();
  await expect(window.status).toContainText('Offline since');
  for (let number = 0; number < 40; number += 1) {
    for (const channel of ['rates-eur', 'vol', 'research']) await okoye.say(channel, `missed ${number} @mara`, [me]);
  }
  network.restore();
  await expect.poll(() => daemon(desktop).displayed()).toBe(1);
  await expect(window.pane('rates-eur').message('missed 39 @mara')).toHaveCount(1);
  await daemon(desktop).click();
  await expect(window.page.locator('[aria-current="true"]').filter({ hasText: 'missed 39 @mara' })).toBeVisible();
  const [shown] = await daemon(desktop).history();
  expect(shown).toMatchObject({ title: 'Mullion', body: '120 new messages in 3 conversations' });
  await other.stop();
});

test('where the desktop shows no notifications, that is said once in the log, without a word of the message, and nothing else happens', async ({
  playwright,
  server,
  desktop,
}) => {
  // A bus that starts no program by itself: none will come to show them.
  const config = test.info().outputPath('bus.conf');
  await writeFile(config, BUS);
  const bus = await start('dbus-daemon', [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=1'], {
    env: desktop.env,
    ready: /^(unix:\S+)$/m,
  });
  const other = await otherProgram(desktop);
  const electron = new ElectronApp(playwright, {
    ...desktop,
    env: { ...desktop.env, DBUS_SESSION_BUS_ADDRESS: bus.match[1] ?? '' },
  });
  const window = await electron.open({ server: server.url, ticket: await server.ticket(YOU) });
  await window.until('workspace');
  await trueFocus(window.page);
  await focusWindow(desktop, (await windowOf(desktop, 'xmessage')) ?? Number.NaN);
  const okoye = await server.speaker('okoye');
  const me = (await server.speaker(YOU)).me.id;
  await okoye.say('rates-eur', 'heard by nobody @mara', [me]);
  const failures = async () => (await loggedEvents(electron.application)).filter((event) => event === 'toast.failed').length;
  await expect.poll(failures).toBe(1);
  await okoye.say('vol', 'nor this @mara', [me]);
  await expect(window.pane('vol').message('nor this @mara')).toHaveCount(1);
  expect(await failures()).toBe(1);
  await electron.close();
  await other.stop();
  await bus.stop();
});

/** The page of the window that was opened last. */
async function windowOfApplication(application: ElectronApplication): Promise<Page> {
  await expect.poll(() => windowPages(application).length).toBeGreaterThan(0);
  const page = windowPages(application).at(-1);
  if (page === undefined) throw new Error('There is no window.');
  return page;
}

/** A program of somebody else's, with the focus. */
async function otherProgram(desktop: Desktop): Promise<Child> {
  const child = await start('sh', ['-c', 'echo started; exec xmessage -center "another program"'], {
    env: desktop.env,
    ready: /started/,
  });
  await expect.poll(() => windowOf(desktop, 'xmessage')).not.toBeNull();
  await focusWindow(desktop, (await windowOf(desktop, 'xmessage')) ?? Number.NaN);
  return child;
}
