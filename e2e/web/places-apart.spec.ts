/** Panes that read further back than the newest, beside others: what is new in them, and where each was. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { EventId } from '../../shared/model.ts';
import { expect, test } from '../fixtures/test.ts';
import { Pane } from '../pages/pane.ts';
import { expectAt, lineAbove, placeStored, scrollBack } from '../pages/reading.ts';
import { paneName } from '../pages/words.ts';

const logs = join(import.meta.dirname, '..', '..', 'samples', 'ubuntu-irc');

/** Someone with one long conversation, whose pane fills the window. */
const READER = 'perla';
const LONG = 'long-morning';

test.beforeAll(async ({ server }) => {
  await server.command('user', 'add', READER, '--name', 'Perla Reader', '--firm', 'Corvid Capital Markets');
  await server.command('import', 'irc', logs, '--channel', LONG, '--members', `${READER},okoye`);
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
