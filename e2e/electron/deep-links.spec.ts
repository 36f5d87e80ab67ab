/** Links into the application: at its start and while it runs, from the system's own way of handing them over. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ElectronApplication } from '@playwright/test';
import { readLog } from '../desktop/application-log.ts';
import type { Desktop } from '../desktop/desktop.ts';
import { expect, test, YOU } from '../fixtures/test.ts';
import type { AppWindow } from '../pages/app-window.ts';
import { loggedEvents } from './main-process.ts';
import { bothWindows, TWO } from './two-windows.ts';
import { activeWindow, focusWindow } from './x-windows.ts';

/** Starts the application a second time with these arguments behind its own, as the system does for a link. */
async function startAgain(application: ElectronApplication, desktop: Desktop, ...further: string[]): Promise<void> {
  const running = await application.evaluate(({ app }) => ({
    profile: app.getPath('userData'),
    binary: process.execPath,
    arguments: process.argv.slice(1).filter((part) => !part.startsWith('mullion:')),
  }));
  const env = { ...process.env, ...desktop.env, MULLION_USER_DATA: running.profile };
  const { stderr } = await promisify(execFile)(running.binary, [...running.arguments, ...further], { env });
  expect(stderr).toContain('is running already');
}

const dialog = (window: AppWindow) => window.page.getByRole('dialog');

test.describe('while it runs', () => {
  test.use({ startedWith: { windows: TWO } });

  test('J5 a link leads to its message in the window that shows the channel, also far back; a person’s to the conversation with them', async ({
    electron,
    signedIn,
    server,
    desktop,
  }) => {
    await signedIn();
    const { application } = electron;
    const { main, second } = await bothWindows(application);
    await second.view.sidebar.channel('Conor Pell').click();
    const channel = await main.view.pane('ops-settle').channel();
    await main.view.pane('ops-settle').choose('Close pane');
    await expect(main.view.pane('ops-settle').root).toHaveCount(0);
    const tan = await server.speaker('tan');
    const { seq } = await tan.say('ops-settle', 'the one that is meant');
    for (let number = 0; number < 130; number += 1) await tan.say('ops-settle', `after it ${number}`);
    await expect(second.view.pane('ops-settle').message('after it 129')).toHaveCount(1);
    // Begun anew, the window holds the newest hundred only.
    await second.view.reload();
    await second.view.until('workspace');
    await expect(second.view.pane('ops-settle').message('after it 129')).toHaveCount(1);
    await focusWindow(desktop, main.native);

    await startAgain(application, desktop, `mullion://channel/${channel}?message=${seq}`);
    await expect.poll(() => activeWindow(desktop)).toBe(second.native);
    const pane = second.view.pane('ops-settle');
    await expect(pane.message('the one that is meant')).toHaveAttribute('aria-current', 'true');
    await expect(pane.message('the one that is meant')).toBeInViewport();
    await expect(pane.root).toHaveAttribute('data-active', 'true');

    await startAgain(application, desktop, 'mullion://person/pell', `mullion://channel/${channel}?message=${seq + 130}`);
    await expect(pane.message('after it 129')).toHaveAttribute('aria-current', 'true');
    await startAgain(application, desktop, 'mullion://person/pell');
    await expect(second.view.pane('Conor Pell').root).toHaveAttribute('data-active', 'true');
    await expect(dialog(second.view)).toHaveCount(0);
  });

  test('J5 what is no complete address does nothing but say so, and brings no option with it', async ({
    electron,
    signedIn,
    server,
    desktop,
  }) => {
    await signedIn();
    const { application, profile } = electron;
    const { main, second } = await bothWindows(application);
    await focusWindow(desktop, second.native);
    const layouts = await Promise.all([main, second].map(({ view }) => view.titles()));
    const evil = 'http://127.0.0.1:1';
    const id = await main.view.pane('vol').channel();
    const hostile: [string[], string][] = [
      [[`mullion://channel/${id}/../../settings`, `--server=${evil}`], 'malformed'],
      [[`mullion://channel/${id}" --server=${evil}`], 'malformed'],
      [[`mullion://channel/${id}?message=1&send=hello`], 'malformed'],
      [['mullion://channel/%2e%2e'], 'bad-target'],
      [['mullion://open/calc', '--help'], 'unknown-target'],
      [[`mullion://person/${'a'.repeat(2000)}`], 'too-long'],
    ];
    for (const [link, fault] of hostile) {
      await startAgain(application, desktop, ...link);
      // It is said in the window that was used last.
      const said = dialog(second.view);
      await expect(said.getByRole('status')).toContainText(`(Code: ${fault})`);
      await said.getByRole('button', { name: 'Close' }).first().click();
      await expect(said).toHaveCount(0);
      await expect(dialog(main.view)).toHaveCount(0);
    }
    expect(await Promise.all([main, second].map(({ view }) => view.titles()))).toEqual(layouts);
    const info = await main.view.page.evaluate(() => Reflect.get(window, 'mullion').call('info', {}));
    expect(info.server).toBe(server.url);
    const log = JSON.stringify(await readLog(profile));
    expect(log.split('deep-link.refused').length - 1).toBe(hostile.length);
    for (const word of ['hello', 'evil', '127.0.0.1:1"', 'settings', id]) expect(log).not.toContain(word);
  });
});

test('J5 a channel that one is not in is not entered, and a conversation is not begun, before the person says so', async ({
  electron,
  signedIn,
  server,
  desktop,
}) => {
  const window = await signedIn();
  const park = await server.speaker('park');
  const canteen = park.channel('canteen').id;
  const { seq } = await park.say('canteen', 'soup of the day');

  await startAgain(electron.application, desktop, `mullion://channel/${canteen}?message=${seq}`);
  await expect(dialog(window)).toContainText('not a member of');
  await dialog(window).getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog(window)).toHaveCount(0);
  const members = async () => (await park.call('members', { channel: canteen })).members.length;
  const before = await members();
  await startAgain(electron.application, desktop, `mullion://channel/${canteen}?message=${seq}`);
  await expect(dialog(window)).toBeVisible();
  expect(await members()).toBe(before);
  await dialog(window).getByRole('button', { name: 'Join channel' }).click();
  await expect(window.pane('canteen').message('soup of the day')).toHaveAttribute('aria-current', 'true');
  expect(await members()).toBe(before + 1);

  // A channel that is not there answers as one that may not be seen.
  await startAgain(electron.application, desktop, 'mullion://channel/00000000-0000-7000-8000-000000000000');
  await dialog(window).getByRole('button', { name: 'Join channel' }).click();
  await expect(dialog(window).getByRole('alert')).toContainText('does not exist, or you may not see it');
  await window.page.keyboard.press('Escape');

  await startAgain(electron.application, desktop, 'mullion://person/park');
  await expect(dialog(window)).toContainText('no conversation with Park Ji-ho yet');
  await dialog(window).getByRole('button', { name: 'Cancel' }).click();
  await expect(window.pane('Park Ji-ho').root).toHaveCount(0);
  await startAgain(electron.application, desktop, 'mullion://person/park');
  await dialog(window).getByRole('button', { name: 'Start conversation' }).click();
  await expect(window.pane('Park Ji-ho').root).toHaveAttribute('data-active', 'true');
  await startAgain(electron.application, desktop, 'mullion://person/no-such-person');
  await expect(dialog(window).getByRole('status')).toContainText('nobody called no-such-person');
});

test('J5 a link that the application is started with is kept until somebody has signed in, and shown then', async ({
  electron,
  server,
  desktop,
}) => {
  const speaker = await server.speaker('okoye');
  const { seq } = await speaker.say('rates-eur', 'seen from the first moment');
  const channel = speaker.channel('rates-eur').id;
  const window = await electron.open({
    server: server.url,
    args: [`mullion://channel/${channel}?message=${seq}`, '--server=http://127.0.0.1:1'],
  });
  await window.until('signed-out');
  await startAgain(electron.application, desktop, 'mullion://person/pell');
  await expect
    .poll(async () => (await loggedEvents(electron.application)).filter((event) => event === 'deep-link').length)
    .toBe(2);
  await window.signIn.as(YOU, 'mullion');
  await window.until('workspace');
  await expect(window.pane('rates-eur').message('seen from the first moment')).toHaveAttribute('aria-current', 'true');
  await expect(window.pane('Conor Pell').root).toHaveAttribute('data-active', 'true');
  await expect(dialog(window)).toHaveCount(0);
});

test('J5 the link to a message is copied from its pane by keyboard, and leads back to it', async ({
  electron,
  signedIn,
  server,
  desktop,
}) => {
  const window = await signedIn();
  const tan = await server.speaker('tan');
  const { seq } = await tan.say('ops-settle', 'copied by keyboard');
  const pane = window.pane('ops-settle');
  await expect(pane.message('copied by keyboard')).toHaveCount(1);
  await pane.composer.focus();
  await window.page.keyboard.press('Control+Alt+M');
  await window.page.getByRole('menuitem', { name: 'Copy link to last message in view' }).press('Enter');
  const clipboard = () => electron.application.evaluate(({ clipboard: { readText } }) => readText());
  await expect.poll(clipboard).toBe(`mullion://channel/${await pane.channel()}?message=${seq}`);
  await window.pane('vol').composer.click();
  await startAgain(electron.application, desktop, await clipboard());
  await expect(pane.message('copied by keyboard')).toHaveAttribute('aria-current', 'true');

  await pane.choose('Copy link to channel');
  await expect.poll(clipboard).toBe(`mullion://channel/${await pane.channel()}`);
});
