import Dexie from 'dexie';
import { v7 as uuid } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../server/testing/server.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import { PaneId } from '../../shared/layout.ts';
import { type ChannelId, EventId, type Person } from '../../shared/model.ts';
import { TcpProxy } from '../../testing/tcp-proxy.ts';
import { machine, openWindow, startEngine, type Window } from '../testing/engine-rig.ts';
import type { Engine, EngineParts } from './engine.ts';
import type { Databases } from './store/open.ts';
import { type OpenWire, openSocket } from './wire.ts';

const pane = PaneId.parse('pane');
const password = 'correct horse battery';

let server: RunningServer;
let mara: Person;
let okoye: Person;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  server = await startServer({ heartbeatMs: 500 });
  mara = await server.addPerson('mara', { name: 'Mara Voss', password });
  okoye = await server.addPerson('okoye', { name: 'Chidi Okoye', password });
});
afterAll(() => server?.stop());
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
async function proxied() {
  const proxy = await TcpProxy.before(server.url);
  ends.push(() => proxy.close());
  return proxy;
}
const isOnline = (window: Window) => window.shared().link.state === 'online' && window.shared().me;
async function signedIn(handle: string, options: { on?: Databases; at?: string } & Partial<EngineParts> = {}) {
  const { on = machine(), at = server.url, ...parts } = options;
  const engine = run(startEngine(at, on, { random: () => 0, ...parts }));
  const anchor = show(() => engine, 'anchor', 'anchor');
  const window = show(() => engine);
  await window.client.call('signIn', { handle, password });
  await window.until('online', () => isOnline(window));
  return { engine, window, anchor, on };
}
const viewOf = (window: Window, channel: ChannelId) => window.shared().channels.find((view) => view.channel.id === channel);
async function opened(window: Window, channel: ChannelId, limit?: number) {
  await window.until('the channel', () => viewOf(window, channel));
  return window.open(channel, limit);
}
const textOf = (event: ChannelEvent) => (event.kind === 'message' ? event.body.text : event.kind);
const texts = (window: Window, channel: ChannelId) => window.timeline(channel).map(textOf);
const say = (window: Window, channel: ChannelId, text: string) =>
  window.client.call('send', { id: EventId.parse(uuid()), channel, body: { text }, pane });
/** Writes to the log past every client. */
async function history(channel: ChannelId, from: number, count: number) {
  const appended = [];
  for (let n = from; n < from + count; n += 1) {
    const id = EventId.parse(uuid());
    appended.push(server.events.append({ channel, id, actor: okoye.id, kind: 'message', body: { text: `message ${n}` } }));
  }
  await Promise.all(appended);
}

describe('the engine at a real server', () => {
  test('a message that one says is in the other window, once, and the outbox is empty', async () => {
    const rates = await server.addChannel('rates', [mara, okoye]);
    const one = await signedIn('mara');
    const two = await signedIn('okoye');
    for (const { window } of [one, two]) await opened(window, rates);
    await say(one.window, rates, 'good morning');
    for (const { window } of [one, two])
      await window.until('the message', () => texts(window, rates).filter((text) => text === 'good morning').length === 1);
    await one.window.until('an empty outbox', () => one.window.shared().outbox.length === 0);
    await two.window.until('one unread', () => viewOf(two.window, rates)?.unread === 1);
    await two.anchor.until('the badge', () => two.anchor.badge()?.unread === 1);
    const seq = two.window.timeline(rates).at(-1)?.seq;
    if (seq === undefined) throw new Error('no message');
    await two.window.client.call('read', { channel: rates, seq });
    await two.window.until('none unread', () => viewOf(two.window, rates)?.unread === 0);
    await two.anchor.until('the badge', () => two.anchor.badge()?.unread === 0);
    expect(viewOf(one.window, rates)?.unread).toBe(0);
  });

  test('three windows share one connection and one store', async () => {
    const { engine, window } = await signedIn('mara');
    const others = [show(() => engine, 'two'), show(() => engine, 'three')];
    for (const other of others) await other.until('online', () => isOnline(other));
    const seen = await window.client.call('diagnostics', {});
    expect(seen).toMatchObject({ ports: 4, connections: 1 });
    expect(seen.stores).toHaveLength(1);
    await window.until('three windows, and the anchor is none', () => window.shared().windows === 3);
    others[0]?.close();
    await window.until('two windows', () => window.shared().windows === 2);
    await expect.poll(async () => (await window.client.call('diagnostics', {})).ports).toBe(3);
  });

  test('what is said offline waits in order, survives the engine’s death, and is sent once', async () => {
    const rates = await server.addChannel('rates offline', [mara, okoye]);
    const proxy = await proxied();
    const on = machine();
    const first = await signedIn('mara', { on, at: proxy.url });
    const reader = await signedIn('okoye');
    await opened(reader.window, rates);
    await first.window.until('the channel', () => viewOf(first.window, rates));
    proxy.cut();
    await first.window.until('offline', () => first.window.shared().link.state === 'offline');
    for (const text of ['one', 'two', 'three']) await say(first.window, rates, text);
    await first.window.until('queued', () => first.window.shared().outbox.length === 3);
    expect(first.window.shared().outbox.map(({ state }) => state)).toEqual(['queued', 'queued', 'queued']);
    await first.window.client.call('saveDraft', { pane, channel: rates, text: 'fo' });
    const secret = first.anchor.secrets.at(-1) ?? null;
    await first.engine.stop();
    const engine = run(startEngine(proxy.url, on, { secret, random: () => 0 }));
    const window = show(() => engine);
    await window.until('three unsent', () => window.shared().outbox.length === 3);
    expect((await window.client.call('loadDrafts', {})).drafts).toMatchObject([{ text: 'fo' }]);
    proxy.restore();
    await window.client.call('reconnect', {});
    await window.until('all sent', () => isOnline(window) && window.shared().outbox.length === 0);
    await reader.window.until('all there', () => texts(reader.window, rates).length === 3);
    expect(texts(reader.window, rates)).toEqual(['one', 'two', 'three']);
  });

  test('windows keep what they show when the engine dies, and go on with the next one', async () => {
    const rates = await server.addChannel('rates again', [mara, okoye]);
    const on = machine();
    let { engine, window: signing, anchor } = await signedIn('mara', { on });
    const window = show(() => engine, 'two');
    await opened(window, rates);
    await say(signing, rates, 'before');
    await window.until('before', () => texts(window, rates).includes('before'));
    let detached = 0;
    window.client.onDetach(() => {
      detached += 1;
    });
    const secret = anchor.secrets.at(-1) ?? null;
    const dead = engine;
    engine = run(startEngine(server.url, on, { secret, random: () => 0 }));
    await dead.stop();
    expect(texts(window, rates)).toEqual(['before']);
    await say(window, rates, 'after');
    await window.until('after', () => texts(window, rates).includes('after') && window.shared().outbox.length === 0);
    expect(texts(window, rates)).toEqual(['before', 'after']);
    expect(detached).toBe(1);
  });

  test('D8 far behind, it says how much is missing, shows the newest at once and fills the rest', async () => {
    const rates = await server.addChannel('rates behind', [mara, okoye]);
    await history(rates, 1, 100);
    const on = machine();
    const first = await signedIn('mara', { on });
    await opened(first.window, rates);
    const secret = first.anchor.secrets.at(-1) ?? null;
    await first.engine.stop();
    await history(rates, 101, 1400);
    const engine = run(startEngine(server.url, on, { secret }));
    const window = show(() => engine);
    const stated = window.until('behind', () => viewOf(window, rates)?.behind);
    await opened(window, rates);
    const behind = await stated;
    expect(behind.messages).toBeGreaterThan(100);
    expect(behind.since).toBeGreaterThan(Date.now() - 600_000);
    await window.until('not behind', () => viewOf(window, rates)?.head === 1500 && viewOf(window, rates)?.behind === null);
    await window.open(rates, 1000);
    while ((await window.client.call('older', { channel: rates, limit: 500 })).hasOlder);
    await window.until('all', () => window.timeline(rates).length === 1500);
    expect(texts(window, rates)).toEqual(Array.from({ length: 1500 }, (_, at) => `message ${at + 1}`));
    const oldest = Math.min(...window.timeline(rates).map(({ at }) => at));
    await window.until('how far back this computer goes', () => {
      const { held } = window.shared().store;
      return held.events >= 1500 && held.oldestAt !== null && held.oldestAt <= oldest;
    });
  });

  test('D2 without a connection a desk opens with what it had', async () => {
    const rates = await server.addChannel('rates cold', [mara, okoye]);
    await history(rates, 1, 30);
    const proxy = await proxied();
    const on = machine();
    const first = await signedIn('mara', { on, at: proxy.url });
    await opened(first.window, rates);
    const secret = first.anchor.secrets.at(-1) ?? null;
    await first.engine.stop();
    proxy.cut();
    const window = show(
      (
        (engine) => () =>
          engine
      )(run(startEngine(proxy.url, on, { secret }))),
    );
    await opened(window, rates);
    expect(texts(window, rates)).toHaveLength(30);
    expect(window.shared().me?.person.handle).toBe('mara');
    await window.until('offline', () => window.shared().link.state === 'offline');
    expect(await window.client.call('older', { channel: rates, limit: 10 })).toMatchObject({ added: 0 });
    await expect(window.client.call('members', { channel: rates })).rejects.toMatchObject({ code: 'offline' });
  });

  test('who came since one last spoke is told until one speaks again, also without a connection', async () => {
    const rates = await server.addChannel('rates joined', [mara, okoye]);
    const ana = await server.addPerson('ana', { name: 'Ana Ruiz', password });
    const proxy = await proxied();
    const one = await signedIn('mara', { at: proxy.url });
    const two = await signedIn('okoye');
    for (const { window } of [one, two]) await opened(window, rates);
    const newcomers = async () => (await one.window.client.call('newcomers', { channel: rates })).newcomers;
    await say(one.window, rates, 'among ourselves');
    await one.window.until('said', () => texts(one.window, rates).includes('among ourselves'));
    expect(await newcomers()).toEqual([]);
    await two.window.client.call('invite', { channel: rates, person: ana.id });
    await one.window.until('joined', () => texts(one.window, rates).includes('join'));
    const { seq } = one.window.timeline(rates).at(-1) ?? {};
    expect(await newcomers()).toEqual([{ person: ana.id, seq }]);
    proxy.cut();
    await one.window.until('offline', () => one.window.shared().link.state === 'offline');
    expect(await newcomers()).toEqual([{ person: ana.id, seq }]);
    proxy.restore();
    await say(one.window, rates, 'in company');
    await one.window.until('said', () => texts(one.window, rates).includes('in company'));
    expect(await newcomers()).toEqual([]);
  });

  test('a history that breaks while it is used is built anew from the server, and what is unsent stays', async () => {
    const rates = await server.addChannel('rates broken', [mara, okoye]);
    await history(rates, 1, 500);
    const on = machine();
    const first = await signedIn('mara', { on });
    await opened(first.window, rates, 50);
    await first.window.client.call('older', { channel: rates, limit: 400 });
    const { stores } = await first.window.client.call('diagnostics', {});
    const secret = first.anchor.secrets.at(-1) ?? null;
    await first.window.client.call('saveDraft', { pane, channel: rates, text: 'kept' });
    await first.engine.stop();
    const history_ = on.history;
    if (!history_) throw new Error('no disk');
    const db = await new Dexie(stores[0] ?? '', { indexedDB: history_.factory, IDBKeyRange: history_.keyRange }).open();
    await db
      .table('pages')
      .toCollection()
      .modify({ bytes: new Uint8Array([0]) });
    await db
      .table('tail')
      .toCollection()
      .modify({ bytes: new Uint8Array([0]) });
    db.close();
    const engine = run(startEngine(server.url, on, { secret }));
    const window = show(() => engine);
    await window.until('the channel', () => viewOf(window, rates));
    await window.open(rates);
    await window.until('rebuilt', () => window.shared().store.history === 'rebuilt' && isOnline(window));
    await window.until('the newest', () => texts(window, rates).at(-1) === 'message 500');
    expect((await window.client.call('loadDrafts', {})).drafts).toMatchObject([{ text: 'kept' }]);
  });

  test('signing out takes the history from this machine; drafts are back with the same person', async () => {
    const rates = await server.addChannel('rates out', [mara, okoye]);
    await history(rates, 1, 10);
    const { window, anchor } = await signedIn('mara');
    await opened(window, rates);
    await window.client.call('saveDraft', { pane, channel: rates, text: 'unfinished' });
    const before = anchor.secrets.at(-1);
    expect(before).toEqual(expect.any(String));
    await window.client.call('signOut', {});
    await window.until('signed out', () => window.shared().link.state === 'signed-out' && window.shared().me === null);
    expect(window.shared().channels).toEqual([]);
    expect(anchor.secrets.at(-1)).toBeNull();
    await expect(window.client.call('open', { channel: rates, limit: 10 })).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(server.sessions.refresh(before ?? '')).rejects.toBeDefined();
    await window.client.call('signIn', { handle: 'okoye', password });
    await window.until('online', () => isOnline(window));
    expect((await window.client.call('loadDrafts', {})).drafts).toEqual([]);
    await window.client.call('signOut', {});
    await window.client.call('signIn', { handle: 'mara', password });
    await window.until('online', () => isOnline(window));
    expect((await window.client.call('loadDrafts', {})).drafts).toMatchObject([{ text: 'unfinished' }]);
  });

  test('a wrong password is refused in words, and a bad refresh token asks for signing in', async () => {
    const engine = run(startEngine(server.url, machine(), { secret: 'not a token of ours' }));
    const window = show(() => engine);
    const { link } = await window.until('signed out', () => window.shared().link.state === 'signed-out' && window.shared());
    expect(link).toMatchObject({ state: 'signed-out' });
    const wrong = window.client.call('signIn', { handle: 'mara', password: 'wrong' });
    await expect(wrong).rejects.toMatchObject({ code: 'wrong-credentials' });
  });

  test('a sign-in that is ended elsewhere ends here, in words, and unsent words stay', async () => {
    const rates = await server.addChannel('rates ended', [mara, okoye]);
    const { window, anchor } = await signedIn('mara');
    await window.until('the channel', () => viewOf(window, rates));
    await window.client.call('saveDraft', { pane, channel: rates, text: 'unfinished' });
    await server.sessions.end(anchor.secrets.at(-1) ?? '');
    const { link } = await window.until('signed out', () => window.shared().link.state === 'signed-out' && window.shared());
    expect(link).toMatchObject({ state: 'signed-out', problem: { code: 'token-invalid' } });
    expect(anchor.secrets.at(-1)).toBeNull();
    await window.client.call('signIn', { handle: 'mara', password });
    await window.until('online', () => isOnline(window));
    expect((await window.client.call('loadDrafts', {})).drafts).toMatchObject([{ text: 'unfinished' }]);
  });

  test('a server of another protocol version is told of in words, and not tried again and again', async () => {
    let tries = 0;
    const ancient: OpenWire = (url, handshake, events) => {
      tries += 1;
      return openSocket(url, { ...handshake, protocol: 0 }, events);
    };
    const engine = run(startEngine(server.url, machine(), { openWire: ancient, random: () => 0 }));
    const window = show(() => engine);
    await window.client.call('signIn', { handle: 'mara', password });
    const { link } = await window.until('refused', () => window.shared().link.state === 'refused' && window.shared());
    expect(link).toMatchObject({ problem: { code: 'protocol-too-old', message: expect.stringContaining('Update it') } });
    expect(tries).toBe(1);
  });

  test('frames that are lost on the way are noticed and fetched, in an open and in a closed channel', async () => {
    const rates = await server.addChannel('rates lossy', [mara, okoye]);
    const quiet = await server.addChannel('quiet lossy', [mara, okoye]);
    let n = 0;
    const lossy: OpenWire = (url, handshake, events) =>
      openSocket(url, handshake, {
        ...events,
        push(name, push) {
          n += 1;
          if (name !== 'events' || n % 3 === 0) events.push(name, push);
        },
      });
    const { window } = await signedIn('mara', { openWire: lossy });
    await opened(window, rates);
    for (let round = 0; round < 12; round += 1) await history(rates, round * 5 + 1, 5);
    await history(quiet, 1, 1);
    await window.until('all', () => texts(window, rates).length === 60);
    expect(window.timeline(rates).map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
    await window.until('the quiet one', () => viewOf(window, quiet)?.unread === 1);
    await opened(window, quiet);
    await window.until('its message', () => texts(window, quiet).length === 1);
  });

  test('one who leaves a channel has nothing of it any more', async () => {
    const pell = await server.addPerson('pell', { password });
    const rates = await server.addChannel('rates left', [okoye, pell]);
    await history(rates, 1, 5);
    const { window } = await signedIn('pell');
    await opened(window, rates);
    const stored = async () => (await window.client.call('diagnostics', {})).storedEvents;
    await expect.poll(stored).toBe(5);
    await window.client.call('leave', { channel: rates });
    await window.until('gone', () => !viewOf(window, rates));
    // From the disk too, within the moment in which it is written.
    await expect.poll(stored).toBe(0);
    await expect(window.client.call('open', { channel: rates, limit: 5 })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a channel that someone makes appears, with its members’ names and presence', async () => {
    const one = await signedIn('mara');
    const two = await signedIn('okoye');
    const { channel } = await one.window.client.call('create', { kind: 'direct', with: okoye.id });
    const again = await one.window.client.call('create', { kind: 'direct', with: okoye.id });
    expect(again.channel).toBe(channel);
    await one.window.until('here', () => viewOf(one.window, channel)?.peer === okoye.id);
    await say(one.window, channel, 'are you there?');
    await two.window.until('there', () => viewOf(two.window, channel)?.unread === 1);
    const present = () => one.window.shared().presences.find(({ person }) => person === okoye.id)?.status;
    await two.window.client.call('presence', { status: 'busy' });
    await one.window.until('busy', () => present() === 'busy');
    expect(one.window.shared().people.find(({ id }) => id === okoye.id)?.name).toBe('Chidi Okoye');
  });
});
