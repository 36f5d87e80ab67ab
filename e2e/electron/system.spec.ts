/** What the operating system tells: that nobody is there, that the screen is locked, that the computer sleeps. */
import type { ElectronApplication } from '@playwright/test';
import { openBus } from '../../electron/bus/bus.ts';
import { gatherLocks, hearLogin } from '../../electron/system/locks.ts';
import { expect, test, YOU } from '../fixtures/test.ts';
import { loggedEvents, systemTells } from './main-process.ts';
import { presenceOf } from './seen-by-others.ts';

/** What others have to see of a change, at the latest (ms). */
const SOON = { timeout: 5_000 };

/** Says on the session bus, as a screen saver does, that the screen is locked, or not any more. */
async function say(env: Readonly<Record<string, string>>, locked: boolean): Promise<void> {
  const bus = await openBus(env.DBUS_SESSION_BUS_ADDRESS ?? '');
  const saver = { path: '/org/freedesktop/ScreenSaver', interface: 'org.freedesktop.ScreenSaver', member: 'ActiveChanged' };
  bus.signal(saver, 'b', [locked]);
  await bus.call({ destination: 'org.freedesktop.DBus', path: '/', interface: 'org.freedesktop.DBus.Peer', member: 'Ping' });
  bus.close();
}

/** The system's answer from now on, when it is asked for how long nobody has touched anything. */
function untouchedFor(application: ElectronApplication, seconds: number): Promise<void> {
  return application.evaluate(({ powerMonitor }, idle) => {
    powerMonitor.getSystemIdleTime = () => idle;
  }, seconds);
}

test('C2 who locks the screen is away to others within five seconds, and as chosen again on the return; the rule can be switched off', async ({
  desktop,
  signedIn,
  server,
  electron,
}) => {
  const window = await signedIn();
  const others = await presenceOf(server, YOU);
  await window.ownPresence.click();
  await window.page.getByRole('menuitemradio', { name: 'Available' }).click();
  await expect.poll(others).toBe('available');

  await say(desktop.env, true);
  await expect.poll(others, SOON).toBe('away');
  await expect(window.ownPresence).toContainText('Away, for now');
  await say(desktop.env, false);
  await expect.poll(others, SOON).toBe('available');

  // Who is busy is so behind a locked screen too.
  await window.ownPresence.click();
  await window.page.getByRole('menuitemradio', { name: 'Busy' }).click();
  await expect.poll(others).toBe('busy');
  const locks = async () => (await loggedEvents(electron.application)).filter((event) => event === 'system.locked').length;
  await say(desktop.env, true);
  await expect.poll(locks).toBe(3);
  expect(await others()).toBe('busy');
  await window.ownPresence.click();
  await window.page.getByRole('menuitemradio', { name: 'Available' }).click();
  await expect.poll(others).toBe('away');

  await window.page.keyboard.press('Control+,');
  await window.page.getByRole('checkbox', { name: 'Away while this screen is locked' }).uncheck();
  await expect.poll(others, SOON).toBe('available');
  await window.page.getByRole('checkbox', { name: 'Away while this screen is locked' }).check();
  await expect.poll(others, SOON).toBe('away');
});

test('C2 who has not touched the computer for ten minutes is away, and what they had chosen survives that it ends meanwhile', async ({
  signedIn,
  server,
  electron,
}) => {
  const window = await signedIn();
  const others = await presenceOf(server, YOU);
  await window.ownPresence.click();
  await window.page.getByRole('menuitemradio', { name: 'Available' }).click();
  await expect.poll(others).toBe('available');
  await untouchedFor(electron.application, 600);
  // It is asked for less often while somebody is there; whatever wakes the computer asks at once.
  await systemTells(electron.application, 'unlock-screen');
  await expect.poll(others, SOON).toBe('away');
  await untouchedFor(electron.application, 1);
  await expect.poll(others, SOON).toBe('available');

  await untouchedFor(electron.application, 600);
  await systemTells(electron.application, 'unlock-screen');
  await expect.poll(others, SOON).toBe('away');
  await electron.kill();
  await expect.poll(others).toBe('offline');
  const again = await electron.open({ server: server.url, ticket: await server.ticket(YOU) });
  await again.until('workspace');
  await expect.poll(others).toBe('available');
});

test('a lock is heard of from the session of the system too, where there is one', async ({ desktop }) => {
  const address = desktop.env.DBUS_SESSION_BUS_ADDRESS ?? '';
  // What tells of sessions, as far as it is asked.
  const login = await openBus(address);
  const session = { path: '/org/freedesktop/login1/session/_3', interface: 'org.freedesktop.login1.Session' };
  login.onMessage((message) => {
    if (message.member === 'GetSessionByPID' && message.body[0] === process.pid) login.answer(message, 'o', [session.path]);
  });
  const daemon = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };
  await login.call({ ...daemon, member: 'RequestName', signature: 'su', body: ['org.freedesktop.login1', 0] });

  const told: boolean[] = [];
  const bus = await openBus(address);
  await hearLogin(
    bus,
    process.pid,
    gatherLocks((locked) => told.push(locked)),
  );
  const hint = (locked: boolean, path = session.path): void => {
    const changed = [['LockedHint', { signature: 'b', value: locked }]];
    const properties = { path, interface: 'org.freedesktop.DBus.Properties', member: 'PropertiesChanged' };
    login.signal(properties, 'sa{sv}as', [session.interface, changed, []]);
  };
  hint(true, '/org/freedesktop/login1/session/another');
  hint(true);
  await expect.poll(() => told).toEqual([true]);
  login.signal({ ...session, member: 'Unlock' }, '', []);
  await expect.poll(() => told).toEqual([true, false]);
  for (const each of [bus, login]) each.close();
});

test('before the computer sleeps the connection ends, and after it there is one again at once', async ({
  signedIn,
  server,
  electron,
}) => {
  const window = await signedIn();
  const others = await presenceOf(server, YOU);
  await expect.poll(others).not.toBe('offline');
  await expect(window.status).toContainText('Connected');
  await systemTells(electron.application, 'suspend');
  await expect.poll(others, SOON).toBe('offline');
  await expect(window.status).not.toContainText('Connected');
  const woke = Date.now();
  await systemTells(electron.application, 'resume');
  await expect.poll(others, SOON).not.toBe('offline');
  await expect(window.status).toContainText('Connected', SOON);
  console.log(`Connected ${Date.now() - woke} ms after the computer woke.`);
});
