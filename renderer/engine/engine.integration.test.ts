import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import { type RunningServer, startServer } from '../../server/testing/server.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import { PaneId } from '../../shared/layout.ts';
import { type ChannelId, EventId, type Person } from '../../shared/model.ts';
import { machine, openWindow, startEngine, type Window } from '../testing/engine-rig.ts';
import type { Engine } from './engine.ts';

const pane = PaneId.parse('pane');
const password = 'correct horse battery';

let server: RunningServer;
let mara: Person;
let okoye: Person;
let rates: ChannelId;
const ends: (() => unknown)[] = [];

const textOf = (event: ChannelEvent) => (event.kind === 'message' ? event.body.text : event.kind);
const texts = (window: Window, channel: ChannelId) => window.timeline(channel).map(textOf);

beforeAll(async () => {
  // The database runs as a user of its own where tests run as root: it must be able to reach its folder.
  const data = await mkdtemp(join(tmpdir(), 'mullion-engine-'));
  await chmod(data, 0o755);
  server = await startServer({ data, heartbeatMs: 1000 });
  mara = await server.addPerson('mara', { name: 'Mara Voss', password });
  okoye = await server.addPerson('okoye', { name: 'Chidi Okoye', password });
});
afterAll(() => server.stop());
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function run(engine: Engine): Engine {
  ends.push(() => engine.stop());
  return engine;
}
function show(engine: () => Engine, name = 'one', role: 'window' | 'anchor' = 'window'): Window {
  const window = openWindow(engine, name, role);
  ends.push(() => window.close());
  return window;
}
async function signedIn(handle: string, on = machine()) {
  const engine = run(startEngine(server.url, on));
  const window = show(() => engine);
  await window.client.call('signIn', { handle, password });
  await window.until('online', () => window.shared().link.state === 'online' && window.shared().me);
  return { engine, window, on };
}
const say = (window: Window, channel: ChannelId, text: string) =>
  window.client.call('send', { id: EventId.parse(uuid()), channel, body: { text }, pane });

describe('the engine at a real server', () => {
  test('a message that one says is in the other window, once, and the outbox is empty', async () => {
    rates = await server.addChannel('rates', [mara, okoye]);
    const one = await signedIn('mara');
    const two = await signedIn('okoye');
    for (const { window } of [one, two]) {
      await window.until('the channel', () => window.shared().channels.some(({ channel }) => channel.id === rates));
      await window.open(rates);
    }
    await say(one.window, rates, 'good morning');
    for (const { window } of [one, two])
      await window.until('the message', () => texts(window, rates).filter((text) => text === 'good morning').length === 1);
    await one.window.until('an empty outbox', () => one.window.shared().outbox.length === 0);
    const unread = () => two.window.shared().channels.find(({ channel }) => channel.id === rates)?.unread;
    await two.window.until('one unread', () => unread() === 1);
    const seq = two.window.timeline(rates).at(-1)?.seq;
    if (seq === undefined) throw new Error('no message');
    await two.window.client.call('read', { channel: rates, seq });
    await two.window.until('none unread', () => unread() === 0);
  });
});
