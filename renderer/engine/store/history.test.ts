import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChannelEvent } from '../../../shared/events.ts';
import { channelNamed, logOf } from '../../testing/log-of.ts';
import { rangesOf } from '../merge.ts';
import { type Batch, type History, memoryHistory } from './history.ts';
import { openHistory } from './history-dexie.ts';
import { accountKey } from './kept.ts';
import { createStores } from './open.ts';
import { PAGE, plain, type Sealer, StoreCorrupt } from './pages.ts';

const channel = channelNamed('rates');
const batch = (events: readonly ChannelEvent[]): Batch => ({
  events: new Map([[channel, events]]),
  channels: [],
  people: [],
  firms: [],
  gone: [],
});
const disk = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });
const key = accountKey('http://127.0.0.1:1', 'someone');

/** Flips every bit: what is stored is not what was written, and opens only with itself. */
const flipping: Sealer = {
  seal: async (bytes) => bytes.map((byte) => byte ^ 255),
  open: async (bytes) => bytes.map((byte) => byte ^ 255),
};

async function rows(options: ReturnType<typeof disk>, table: string): Promise<unknown[]> {
  const db = await new Dexie('h', { ...options, allowEmptyDB: true }).open();
  const all = await db.table(table).toArray();
  db.close();
  return all;
}

describe('the local history', () => {
  test('gives back what is being sealed into a page at that moment', async () => {
    const log = logOf(PAGE);
    for (let turns = 0; turns < 40; turns++) {
      const history = await openHistory('h', disk(), flipping);
      await history.write(batch(log.slice(0, -1)));
      const sealing = history.write(batch(log.slice(-1)));
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(await history.read(channel, 1, PAGE - 1), `read ${turns} turns later`).toEqual(log.slice(0, -1));
      await sealing;
      history.close();
    }
  });

  test('gives back any part of what was written in any order, on disk as in memory, also after it was opened again', async () => {
    const log = logOf(PAGE * 3);
    const writes = fc.array(fc.tuple(fc.nat(PAGE * 3 - 1), fc.integer({ min: 1, max: 200 })), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(writes, fc.nat(PAGE * 3), fc.nat(200), async (parts, from, length) => {
        const options = disk();
        const stored = new Set<number>();
        const check = async (history: History) => {
          const wanted = log.filter(({ seq }) => stored.has(seq) && seq >= from && seq <= from + length);
          expect(await history.read(channel, Math.max(1, from), from + length)).toEqual(wanted);
          expect(history.count()).toBe(stored.size);
        };
        const history = await openHistory('h', options, flipping);
        const memory = memoryHistory();
        for (const [begin, size] of parts) {
          const events = log.slice(begin, begin + size);
          await history.write(batch(events));
          await memory.write(batch(events));
          for (const { seq } of events) stored.add(seq);
        }
        await check(history);
        await check(memory);
        history.close();
        const again = await openHistory('h', options, flipping);
        const { held } = await again.load();
        expect(held.get(channel)).toEqual(rangesOf([...stored].sort((a, b) => a - b)));
        await check(again);
        again.close();
      }),
      { numRuns: 25 },
    );
  });

  test('seals a page once all of it is there, and leaves no row of it in the tail', async () => {
    const options = disk();
    const history = await openHistory('h', options, plain);
    const log = logOf(PAGE + 10);
    await history.write(batch(log.slice(0, 100)));
    expect(await rows(options, 'tail')).toHaveLength(100);
    await history.write(batch(log.slice(100)));
    expect(await rows(options, 'pages')).toHaveLength(1);
    expect(await rows(options, 'tail')).toHaveLength(10);
    history.close();
  });

  test('a page that cannot be opened is found out when it is read', async () => {
    const options = disk();
    const history = await openHistory('h', options, plain);
    await history.write(batch(logOf(PAGE)));
    const db = await new Dexie('h', { ...options }).open();
    await db
      .table('pages')
      .toCollection()
      .modify({ bytes: new Uint8Array([1, 2, 3]) });
    db.close();
    await expect(history.read(channel, 1, 5)).rejects.toBeInstanceOf(StoreCorrupt);
    history.close();
  });

  test('a channel that is gone takes its events with it', async () => {
    const history = await openHistory('h', disk(), plain);
    await history.write(batch(logOf(PAGE + 5)));
    await history.write({ ...batch([]), events: new Map(), gone: [channel] });
    expect(history.count()).toBe(0);
    expect(await history.read(channel, 1, 200)).toEqual([]);
    history.close();
  });
});

describe('opening the stores', () => {
  const database = () => ({ factory: new IDBFactory(), keyRange: IDBKeyRange });
  const quiet = () => {};

  test('a history of a newer format is deleted and begins anew', async () => {
    const history = database();
    const stores = createStores({ history, kept: null, persisted: false }, quiet);
    const first = await stores.openHistory(key);
    expect(first.state).toBe('ok');
    await first.history.write(batch(logOf(5)));
    first.history.close();
    const db = await new Dexie(first.name, { indexedDB: history.factory, IDBKeyRange }).open();
    await db.table('about').put({ key: 'format', value: 99 });
    db.close();
    const second = await stores.openHistory(key);
    expect(second.state).toBe('rebuilt');
    expect(second.history.count()).toBe(0);
    second.history.close();
    expect((await stores.openHistory(key)).state).toBe('ok');
  });

  test('a history whose channels cannot be read is deleted and begins anew', async () => {
    const history = database();
    const stores = createStores({ history, kept: null, persisted: false }, quiet);
    const first = await stores.openHistory(key);
    first.history.close();
    const db = await new Dexie(first.name, { indexedDB: history.factory, IDBKeyRange }).open();
    await db.table('channels').put({ key: 'x', value: 'not a channel' });
    db.close();
    expect((await stores.openHistory(key)).state).toBe('rebuilt');
  });

  test('where IndexedDB is missing or denied, memory is used, and told', async () => {
    const none = createStores({ history: null, kept: null, persisted: false }, quiet);
    expect((await none.openHistory(key)).state).toBe('memory');
    expect((await none.openKept()).state).toBe('memory');
    const denying = new IDBFactory();
    denying.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    const denied = { factory: denying, keyRange: IDBKeyRange };
    const stores = createStores({ history: denied, kept: denied, persisted: false }, quiet);
    expect((await stores.openHistory(key)).state).toBe('memory');
    expect((await stores.openKept()).state).toBe('memory');
  });
});
