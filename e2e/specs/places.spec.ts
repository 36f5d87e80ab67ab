import { join } from 'node:path';
import { expect, test } from '../fixtures/test.ts';
import { expectAt, lineAbove, placeStored, scrollBack, selectionIn } from '../pages/reading.ts';
import { ScrollWitness } from '../pages/scroll-witness.ts';

const logs = join(import.meta.dirname, '..', '..', 'samples', 'ubuntu-irc');

/** Someone with one long conversation, whose pane fills the window. */
const READER = 'petra';
const LONG = 'long-evening';

test.beforeAll(async ({ server }) => {
  await server.command('user', 'add', READER, '--name', 'Petra Reader', '--firm', 'Corvid Capital Markets');
  await server.command('import', 'irc', logs, '--channel', LONG, '--members', `${READER},okoye`);
});

test('A5 what was being read stands where it stood after a reload and a restart, and everything after it can be reached', async ({
  app,
  server,
  signedIn,
}) => {
  test.setTimeout(120_000);
  const reader = await server.speaker(READER);
  const written = await reader.messageIds(LONG);
  const window = await signedIn(READER);
  const pane = window.pane(LONG);
  const seen = await scrollBack(pane, 350);
  await pane.composer.fill('half a thought about that');
  await pane.composer.evaluate((field) => field instanceof HTMLTextAreaElement && field.setSelectionRange(5, 11));
  await placeStored(window, seen.seq);
  await expect.poll(() => window.stored()).toContain('"selection":[5,11]');
  const line = await lineAbove(pane);

  await window.reload();
  await window.until('workspace');
  await expectAt(pane, seen);
  await expect(pane.composer).toHaveValue('half a thought about that');
  expect(await selectionIn(pane.composer)).toEqual([5, 11]);
  await expect(pane.composer).not.toBeFocused();
  expect(await lineAbove(pane)).toBe(line);

  const again = await app.restart({ server: server.url, ticket: await server.ticket(READER) });
  await again.until('workspace');
  const back = again.pane(LONG);
  await expectAt(back, seen);
  expect(await selectionIn(back.composer)).toEqual([5, 11]);

  const keys = await back.timeline.evaluate(
    (feed, seq) => feed.querySelector(`[data-seq="${seq}"]`)?.getAttribute('data-row'),
    seen.seq,
  );
  const from = written.indexOf(keys?.split(' ')[1] ?? '');
  expect(from).toBeGreaterThan(0);
  await back.scroller.focus();
  const witness = await ScrollWitness.watch(back.timeline, written.slice(from));
  await witness.untilSeenAll(() => again.page.keyboard.press('PageDown'));
  expect(await witness.report()).toEqual({ seen: written.length - from, disorder: [] });
});
