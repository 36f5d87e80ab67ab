/** Nothing that arrives takes the focus: neither from a window, nor within one, nor from another program. */

import { TestServer } from '../fixtures/server.ts';
import type { Speaker } from '../fixtures/speaker.ts';
import { test as base, expect, YOU } from '../fixtures/test.ts';
import { focusNoted, recordFocus } from './focus-recorder.ts';
import { bothWindows, lookAt, TWO } from './two-windows.ts';
import { activeWindow } from './x-windows.ts';

/** Messages of the flood; a day of a busy floor by MULLION_FOCUS_MESSAGES=20000. */
const MESSAGES = Number(process.env.MULLION_FOCUS_MESSAGES ?? 1_200);

/** Who speaks where. */
const floor = [
  ['okoye', ['rates-eur', 'vol', 'research', 'clients-nordic', 'desk-london']],
  ['kaur', ['fx-spot', 'vol', 'research', 'desk-london']],
  ['nwosu', ['credit-ig', 'research', 'desk-london']],
  ['haas', ['equities-eu', 'research']],
  ['tan', ['ops-settle']],
  ['pell', ['rates-eur']],
] as const;

const OKOYE = 'Chidi Okoye';

/** A server of its own for the day: what is busy there is on the first desk of every new window, which other tests count on not to be. */
const test = base.extend<{ busy: TestServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern; it needs nothing.
  busy: async ({}, use) => {
    const server = await TestServer.start();
    await use(server);
    server.sendSpeakersAway();
    await server.stop();
  },
});
test.use({ startedWith: { windows: TWO } });

test('C10 the recorder does notice: a window that is shown for a toast, a field that is focused for a message', async ({
  electron,
  signedIn,
  server,
  desktop,
}) => {
  await signedIn();
  const { application } = electron;
  const { main, second } = await bothWindows(application);
  const pages = [main.view.page, second.view.page];
  await lookAt(desktop, main, second);
  await main.view.pane('project: Heron').composer.click();
  await main.view.sidebar.channel(OKOYE).click();
  const channel = await main.view.pane(OKOYE).channel();
  await lookAt(desktop, second, main);
  await recordFocus(application, pages);
  await application.evaluate(({ BrowserWindow, ipcMain }, id) => {
    const handlers: Map<string, (...args: unknown[]) => unknown> = Reflect.get(ipcMain, '_invokeHandlers');
    const answer = handlers.get('mullion:call');
    if (!answer) throw new Error('Calls are answered elsewhere now.');
    handlers.set('mullion:call', (...args) => {
      if (args[1] === 'toasts') BrowserWindow.fromId(id)?.show();
      return answer(...args);
    });
  }, main.id);
  await main.view.page.evaluate(() => {
    const watch = new MutationObserver(() => {
      if (document.body.textContent?.includes('look at me')) document.querySelector('textarea')?.focus();
    });
    watch.observe(document.body, { subtree: true, childList: true });
  });
  const okoye = await server.speaker('okoye');
  await okoye.say(channel, 'look at me');
  const noted: string[] = [];
  await expect
    .poll(async () => {
      noted.push(...(await focusNoted(application, pages)));
      return noted;
    })
    .toEqual(expect.arrayContaining(['window.show', 'focus of TEXTAREA']));
});

test('C10 a day of messages, mentions and direct ones among them, takes the focus from nothing', async ({
  electron,
  busy: server,
  desktop,
}) => {
  await desktop.notifications?.clear();
  const first = await electron.open({ server: server.url, ticket: await server.ticket(YOU) });
  await first.until('workspace');
  const { application } = electron;
  const { main, second } = await bothWindows(application);
  const pages = [main.view.page, second.view.page];
  const { me } = await server.speaker(YOU);
  const speakers: { speaker: Speaker; channels: readonly string[] }[] = [];
  for (const [handle, channels] of floor) speakers.push({ speaker: await server.speaker(handle), channels });
  // The first window alone shows this conversation: whoever looks at the second is told by toasts.
  await lookAt(desktop, main, second);
  await main.view.pane('project: Heron').composer.click();
  await main.view.sidebar.channel(OKOYE).click();
  const direct = await main.view.pane(OKOYE).channel();

  // The person writes in the second window: half a word stands there.
  await lookAt(desktop, second, main);
  await second.view.pane('rates-eur').composer.click();
  await second.view.page.keyboard.type('half a w');
  await expect(second.view.pane('rates-eur').composer).toBeFocused();
  await expect.poll(() => activeWindow(desktop)).toBe(second.native);
  await recordFocus(application, pages);
  const focused = () =>
    second.view.page.evaluate(() => [
      document.hasFocus(),
      document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane'),
    ]);
  const before = await focused();
  const seen = new Set<number | null>();
  let over = false;
  const watching = (async () => {
    while (!over) seen.add(await activeWindow(desktop));
  })();

  let said = 0;
  await Promise.all(
    speakers.map(async ({ speaker, channels }, at) => {
      for (let turn = 0; said < MESSAGES; turn += 1) {
        said += 1;
        const isDirect = speaker.me.handle === 'okoye' && turn % 2 === 0;
        const channel = isDirect ? direct : (channels[turn % channels.length] ?? 'research');
        const mentions = turn % 10 === at ? [me.id] : [];
        await speaker.say(channel, `number ${said} of ${speaker.me.handle}${mentions.length > 0 ? ' @mara' : ''}`, mentions);
      }
    }),
  );
  // A log has its order: where its last word is, all before it is.
  const spoken = new Set(floor.flatMap(([, channels]) => channels.map(String)));
  for (const channel of spoken) {
    await speakers.find(({ channels }) => channels.includes(channel))?.speaker.say(channel, `the last word in ${channel}`);
    for (const { view } of [main, second]) await expect(view.pane(channel).message(`the last word in ${channel}`)).toHaveCount(1);
  }
  over = true;
  await watching;
  expect(said).toBeGreaterThanOrEqual(MESSAGES);
  // They were told: toasts came, and took nothing either.
  await expect.poll(async () => (await desktop.notifications?.displayed()) ?? 0).toBeGreaterThan(0);
  expect(await focusNoted(application, pages)).toEqual([]);
  expect([...seen]).toEqual([second.native]);
  expect(await focused()).toEqual(before);
  await second.view.page.keyboard.type('ord');
  await expect(second.view.pane('rates-eur').composer).toHaveValue('half a word');
});
