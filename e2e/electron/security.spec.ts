/** J6: what every page of the desktop application is held to. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from '../../shared/schema.ts';
import { expect, test } from '../fixtures/test.ts';
import { callDesktop, loggedEvents, visibleWindows } from './main-process.ts';

/** Notes every violation of the content security policy from the page's first line on. */
async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(`${event.violatedDirective}: ${event.blockedURI}`));
    Object.assign(window, { policyViolations: seen });
  });
  await page.reload();
  return async () => z.array(z.string()).parse(await page.evaluate(() => Reflect.get(window, 'policyViolations')));
}

test('J6 every page is sandboxed and isolated, and has the desktop’s calls but nothing of Node', async ({
  electron,
  signedIn,
}) => {
  await signedIn();
  await callDesktop(electron.application, 'openWindow');
  await expect.poll(async () => (await visibleWindows(electron.application)).length).toBe(2);

  const held = await electron.application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      // Electron has no public way to ask how a page is held; this is the one that its own tests use.
      const preferences = Reflect.get(webContents, 'getLastWebPreferences').call(webContents);
      return { page: new URL(webContents.getURL()).pathname, preferences };
    }),
  );
  expect(held.map(({ page }) => page).sort()).toEqual(['/anchor.html', '/index.html', '/index.html']);
  for (const { preferences } of held) {
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
    expect(preferences.nodeIntegrationInWorker ?? false).toBe(false);
  }
  for (const page of electron.application.windows()) {
    const seen = await page.evaluate(() => ({
      node: ['process', 'require', 'module', 'Buffer', 'global'].filter((name) => name in window),
      calls: Object.keys(Reflect.get(window, 'mullion')).sort(),
    }));
    expect(seen).toEqual({ node: [], calls: ['call', 'on'] });
  }
});

test('J6 no page breaks its content security policy, and one that tries is stopped', async ({ electron, signedIn }) => {
  const window = await signedIn();
  const violations = await watchPolicy(window.page);
  await window.until('workspace');
  await expect(window.panes).toHaveCount(12);
  await window.menu.click();
  await expect(window.page.getByRole('menu')).toHaveCount(1);
  await window.page.keyboard.press('Escape');
  await window
    .pane('vol')
    .root.getByRole('button', { name: /^Pane menu/ })
    .press('Enter');
  await expect(window.page.getByRole('menu')).toHaveCount(1);
  await window.page.keyboard.press('Escape');
  expect(await violations()).toEqual([]);

  const policy = await window.page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  const stopped = await window.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.head.append(script);
    const elsewhere = await fetch('https://example.com/').then(
      () => 'answered',
      () => 'stopped',
    );
    return { ran: Reflect.get(window, 'ran') === true, elsewhere };
  });
  expect(stopped).toEqual({ ran: false, elsewhere: 'stopped' });
  await expect
    .poll(async () => (await violations()).map((violation) => violation.split(':')[0]))
    .toEqual(['script-src-elem', 'connect-src']);
  expect(electron.application.windows()).toHaveLength(2);
});

test('J6 a page goes nowhere, opens nothing and is permitted nothing', async ({ electron, signedIn }) => {
  const { page } = await signedIn();
  await electron.application.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
  });
  const address = page.url();
  const pages = electron.application.windows().length;

  const denied = await page.evaluate(async () => {
    const outcome = (promise: Promise<unknown>): Promise<string> =>
      promise.then(
        (value) => String(value),
        (error: unknown) => (error instanceof Error ? error.name : String(error)),
      );
    return {
      web: window.open('https://example.com/') === null,
      own: window.open('app://mullion/index.html') === null,
      script: window.open('javascript:alert(1)') === null,
      notification: await outcome(Notification.requestPermission()),
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
      location: await outcome(
        new Promise((resolve, reject) =>
          navigator.geolocation.getCurrentPosition(resolve, (error) => reject(new DOMException(error.message, 'denied'))),
        ),
      ),
      clipboard: await outcome(navigator.clipboard.readText()),
    };
  });
  expect(denied).toEqual({
    web: true,
    own: true,
    script: true,
    notification: 'denied',
    camera: expect.stringMatching(/^Not(Allowed|Found)Error$/),
    screen: expect.stringMatching(/^(NotAllowed|NotSupported|InvalidState)Error$/),
    location: 'denied',
    clipboard: 'NotAllowedError',
  });

  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'app://mullion/index.html';
    document.body.append(frame);
    const link = document.createElement('a');
    link.href = 'data:text/plain,x';
    link.download = 'x.txt';
    link.click();
    location.href = 'https://example.com/';
  });
  await expect
    .poll(async () => (await loggedEvents(electron.application)).filter((event) => event.startsWith('security.')))
    .toEqual(expect.arrayContaining(['security.window-open', 'security.permission', 'security.navigation', 'security.download']));
  expect(page.url()).toBe(address);
  expect(electron.application.windows()).toHaveLength(pages);
  // A web address that a page wants a window for goes to the person's browser; nothing else does.
  expect(await electron.application.evaluate(() => Reflect.get(globalThis, 'opened'))).toEqual(['https://example.com/']);
});

test('J6 a page asks only for what its role may ask for', async ({ electron, signedIn }) => {
  const { page } = await signedIn();
  const refused = await page.evaluate(async () => {
    const { call } = Reflect.get(window, 'mullion');
    const code = (name: unknown, input: unknown): Promise<string> =>
      call(name, input).then(
        () => 'answered',
        (problem: { code: string }) => problem.code,
      );
    return Promise.all([
      code('loadSecret', { server: 'http://127.0.0.1:1' }),
      code('engineReady', { epoch: 'mine' }),
      code('openLink', { url: 'file:///etc/passwd' }),
      code('constructor', {}),
      code('info', {}),
    ]);
  });
  expect(refused).toEqual(['not-allowed', 'not-allowed', 'bad-request', 'bad-request', 'answered']);
  expect(await loggedEvents(electron.application)).toContain('ipc.refused');
});

/** As much of Chromium's network log as is read here. */
const NetLog = z.object({
  constants: z.object({ logEventTypes: z.record(z.string(), z.int()) }),
  events: z.array(z.object({ type: z.int(), params: z.record(z.string(), z.unknown()).optional() })),
});

test('J6 from its first moment on the application connects to its server and to nothing else', async ({
  playwright,
  desktop,
  server,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'mullion-netlog-'));
  const log = join(folder, 'net.json');
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const inherited = Object.entries({ ...process.env, ...desktop.env }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const application = await playwright._electron.launch({
    args: [join(import.meta.dirname, '..', '..'), ...root, `--log-net-log=${log}`, '--net-log-capture-mode=IncludeSensitive'],
    env: {
      ...Object.fromEntries(inherited),
      MULLION_SERVER: server.url,
      MULLION_USER_DATA: join(folder, 'profile'),
      MULLION_TICKET: await server.ticket('mara'),
    },
  });
  await expect
    .poll(() => Promise.all(application.windows().map((page) => page.locator('html').getAttribute('data-ready'))))
    .toContain('workspace');
  await application.close();

  const { constants, events } = NetLog.parse(JSON.parse(await readFile(log, 'utf8')));
  const ofType = (name: string): Record<string, unknown>[] =>
    events.flatMap(({ type, params }) => (type === constants.logEventTypes[name] && params !== undefined ? [params] : []));
  const connected = ofType('TCP_CONNECT_ATTEMPT').flatMap(({ address }) => (address === undefined ? [] : [String(address)]));
  const looked = ofType('HOST_RESOLVER_DNS_TASK')
    .concat(ofType('HOST_RESOLVER_SYSTEM_TASK'))
    .flatMap(({ host, hostname }) => host ?? hostname ?? []);
  expect([...new Set(connected)]).toEqual([new URL(server.url).host]);
  expect(looked).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});
