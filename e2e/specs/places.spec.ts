/** Where one was in each pane: in its timeline and in its composer, after the window, the engine and the application have gone and come. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { EventId } from '../../shared/model.ts';
import { expect, test } from '../fixtures/test.ts';
import type { AppWindow } from '../pages/app-window.ts';
import { Pane } from '../pages/pane.ts';
import { expectAt, lineAbove, scrollBack, selectionIn } from '../pages/reading.ts';
import { ScrollWitness } from '../pages/scroll-witness.ts';
import { paneName } from '../pages/words.ts';

const logs = join(import.meta.dirname, '..', '..', 'samples', 'ubuntu-irc');

/** Someone with one long conversation, whose pane fills the window. */
const READER = 'petra';
const LONG = 'long-evening';

test.beforeAll(async ({ server }) => {
  await server.command('user', 'add', READER, '--name', 'Petra Reader', '--firm', 'Corvid Capital Markets');
  await server.command('import', 'irc', logs, '--channel', LONG, '--members', `${READER},okoye`);
});

/** The place of a pane is on disk. */
async function placeStored(window: AppWindow, seq: number): Promise<void> {
  await expect.poll(() => window.stored()).toContain(`"anchor":{"seq":${seq},`);
}

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

test('A5 what is new stays new until it was seen: a pane that is restored further back has read nothing', async ({
  server,
  signedIn,
}) => {
  const [others, own] = [await server.speaker('okoye'), await server.speaker(READER)];
  const name = `beside-${test.info().project.name}`;
  const id = EventId.parse(randomUUID());
  await others.call('create', { kind: 'group', id, name, topic: '', members: [own.me.id] });
  const [speaker, state] = [
    await server.speaker('okoye'),
    async (channel: string) => {
      const { channels } = await own.call('sync', { cursors: {} });
      const found = channels.find((each) => each.channel.name === channel);
      if (!found) throw new Error(`There is no ${channel}.`);
      return { read: found.readNth, unread: found.headNth - found.readNth };
    },
  ];
  const window = await signedIn(READER);
  await window.sidebar.channel(LONG).click();
  const pane = window.pane(LONG);
  const seen = await scrollBack(pane, 330);
  await placeStored(window, seen.seq);
  const before = await state(LONG);
  const first = await speaker.say(LONG, `first of what is new (${name})`);
  for (const text of ['second', 'third']) await speaker.say(LONG, `${text} of what is new (${name})`);

  await window.reload();
  await window.until('workspace');
  await expectAt(pane, seen);
  await expect(window.pane(name).root).toBeVisible();
  // What is seen at the bottom beside it is read meanwhile.
  await speaker.say(name, 'seen beside it');
  await window.page.mouse.move(400, 400);
  await window.page.mouse.move(420, 420);
  await expect.poll(() => state(name).then(({ unread }) => unread)).toBe(0);
  expect(await state(LONG)).toEqual({ read: before.read, unread: before.unread + 3 });
  await expectAt(pane, seen);

  await pane.scroller.press('Shift+Escape');
  await expect(pane.message(`third of what is new (${name})`)).toBeVisible();
  expect(await lineAbove(pane)).toBe(first.seq);
  await expect.poll(() => state(LONG).then(({ unread }) => unread)).toBe(0);
  // The line stands where it stood, also after that.
  await expect.poll(() => window.stored()).toContain(`"unreadAfter":${first.seq - 1}`);
  await window.reload();
  await window.until('workspace');
  await expect(pane.message(`third of what is new (${name})`)).toBeVisible();
  expect(await lineAbove(pane)).toBe(first.seq);
});

test('A5 panes of one conversation are each where they were: at the newest, and at several places further back', async ({
  server,
  signedIn,
}) => {
  const window = await signedIn(READER);
  await window.sidebar.channel(LONG).click();
  const all = window.panes.and(window.page.getByRole('region', { name: paneName(LONG) }));
  for (const count of [2, 3]) {
    await new Pane(window.page, all.first()).choose('Split to the right');
    await window.page.getByRole('button', { name: LONG, exact: true }).last().click();
    await expect(all).toHaveCount(count);
  }
  const [follows, reads, digs] = (await all.all()).map((pane) => new Pane(window.page, pane));
  if (!follows || !reads || !digs) throw new Error('There are not three panes.');
  const byId = async (pane: Pane) => new Pane(window.page, window.page.locator(`[data-pane="${await pane.id()}"]`));
  const [newest, near, far] = [await byId(follows), await byId(reads), await byId(digs)];
  const seen = { near: await scrollBack(near, 150), far: await scrollBack(far, 500) };
  for (const { seq } of Object.values(seen)) await placeStored(window, seq);
  const speaker = await server.speaker('okoye');

  await window.reload();
  await window.until('workspace');
  await expectAt(near, seen.near);
  await expectAt(far, seen.far);
  await speaker.say(LONG, 'to all who are at the newest');
  await expect(newest.message('to all who are at the newest')).toBeVisible();
  await expectAt(near, seen.near);
  await expectAt(far, seen.far);
  // One that is closed and brought back is there again.
  await far.choose('Close pane');
  await expect(all).toHaveCount(2);
  await window.page.keyboard.press('Control+Alt+KeyZ');
  await expect(all).toHaveCount(3);
  await expectAt(far, seen.far);
  // One goes on to the newest; the others stay.
  await near.scroller.press('Shift+Escape');
  await expect(near.message('to all who are at the newest')).toBeVisible();
  await expectAt(far, seen.far);
  // Who speaks from far back is at the newest then.
  await far.send('said from far back');
  await expect(far.message('said from far back')).toBeVisible();
});
