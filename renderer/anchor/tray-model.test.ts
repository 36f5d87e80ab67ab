import { expect, test } from 'vitest';
import { ENGINE_API_VERSION } from '../../shared/engine-api.ts';
import { MOST_LISTED, TrayModel } from '../../shared/tray-model.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { trayModelOf } from './tray-model.ts';

async function someone() {
  const engine = createFakeEngine();
  const { shared } = await engine.call('attach', { api: ENGINE_API_VERSION, window: 'x', role: 'anchor' });
  return shared;
}

test('what the tray shows fits its schema, the most urgent first, with how many there are besides', async () => {
  const shared = await someone();
  const [first] = shared.channels;
  if (first === undefined) throw new Error('The sample has channels.');
  const named = (name: string, unread: number, mentions: number) => ({
    ...first,
    channel: { ...first.channel, name },
    unread,
    mentions,
  });
  const quiet = shared.channels.map((view) => ({ ...view, unread: 0, mentions: 0 }));
  const { peer: _peer, ...channel } = first;
  const loud = [
    named('few', 2, 0),
    named('many', 90, 0),
    named('called', 3, 1),
    named('called twice', 2, 2),
    ...Array.from({ length: 8 }, (_, at) => named(`other ${at}`, 1, 0)),
  ].map((view) => ({ ...channel, channel: view.channel, unread: view.unread, mentions: view.mentions }));
  const model = trayModelOf({ ...shared, channels: [...quiet, ...loud] });
  expect(TrayModel.parse(model)).toEqual(model);
  expect(model.channels.slice(0, 4).map(({ name }) => name)).toEqual(['called twice', 'called', 'many', 'few']);
  expect([model.channels.length, model.more]).toEqual([MOST_LISTED, loud.length - MOST_LISTED]);
});

test('a direct chat comes before a busy channel, by the name of the other person', async () => {
  const shared = await someone();
  const direct = shared.channels.find(({ peer }) => peer !== undefined);
  const other = shared.channels.find(({ peer }) => peer === undefined);
  if (direct === undefined || other === undefined) throw new Error('The sample has both.');
  const model = trayModelOf({
    ...shared,
    channels: [
      { ...other, unread: 50, mentions: 0 },
      { ...direct, unread: 1, mentions: 0 },
    ],
  });
  expect(model.channels.map(({ name, direct: alone }) => [name, alone])).toEqual([
    [shared.people.find(({ id }) => id === direct.peer)?.name, true],
    [other.channel.name, false],
  ]);
});

test('one is shown as others see one, and what one chose beside it', async () => {
  const shared = await someone();
  const person = shared.me?.person.id;
  if (person === undefined) throw new Error('The sample has somebody signed in.');
  const model = trayModelOf({ ...shared, presences: [{ person, status: 'away', automatic: true, chosen: 'phone' }] });
  expect([model.status, model.chosen]).toEqual(['away', 'phone']);
  expect(trayModelOf({ ...shared, me: null })).toMatchObject({ name: null, status: 'unknown', chosen: null });
});
