/** The local history on disk (IndexedDB by Dexie). Keys are in clear; events are blobs through the sealer. */
import Dexie, { type DexieOptions, type Table } from 'dexie';
import type { ChannelEvent } from '../../../shared/events.ts';
import { ChannelId } from '../../../shared/model.ts';
import { z } from '../../../shared/schema.ts';
import { include, merge, missingIn, type Range, type Ranges, rangeAt } from '../merge.ts';
import type { Batch, History } from './history.ts';
import { Saved } from './history.ts';
import { openEvents, PAGE, pageOf, pageRange, type Sealer, StoreCorrupt, sealEvents } from './pages.ts';

/** A store of a newer format is not touched by guesses: it is rebuilt. */
const FORMAT = 1;

type Page = { channel: string; first: number; bytes: Uint8Array };
type TailRow = { channel: string; seq: number; bytes: Uint8Array };
type Noted = { key: string; value: unknown };

const Keys = z.array(z.tuple([ChannelId, z.int().min(1)]));

class HistoryDb extends Dexie {
  readonly pages: Table<Page, [string, number]>;
  readonly tail: Table<TailRow, [string, number]>;
  readonly channels: Table<Noted, string>;
  readonly people: Table<Noted, string>;
  readonly firms: Table<Noted, string>;
  readonly about: Table<Noted, string>;

  constructor(name: string, options: DexieOptions) {
    super(name, { ...options, autoOpen: false, cache: 'disabled' });
    this.version(1).stores({
      pages: '[channel+first]',
      tail: '[channel+seq]',
      channels: 'key',
      people: 'key',
      firms: 'key',
      about: 'key',
    });
    this.pages = this.table('pages');
    this.tail = this.table('tail');
    this.channels = this.table('channels');
    this.people = this.table('people');
    this.firms = this.table('firms');
    this.about = this.table('about');
  }
}

/** Opens a history. Rejects with `StoreCorrupt` if it is of a newer format, and with what IndexedDB says if it cannot be opened. */
export async function openHistory(name: string, options: DexieOptions, sealer: Sealer): Promise<History> {
  const db = new HistoryDb(name, options);
  await db.open();
  const format = await db.about.get('format');
  if (format && format.value !== FORMAT) {
    db.close();
    throw new StoreCorrupt(`its format is ${String(format.value)}, this application's is ${FORMAT}`);
  }
  if (!format) await db.about.put({ key: 'format', value: FORMAT });
  return dexieHistory(db, sealer);
}

/** Deletes a history that cannot be opened. */
export async function deleteHistory(name: string, options: DexieOptions): Promise<void> {
  await new HistoryDb(name, options).delete();
}

function dexieHistory(db: HistoryDb, sealer: Sealer): History {
  const held = new Map<ChannelId, Ranges>();
  let stored = 0;

  const hold = (channel: ChannelId, range: Range) => held.set(channel, include(held.get(channel) ?? [], range));

  const tailRows = (channel: ChannelId, { from, to }: Range) =>
    db.tail.where('[channel+seq]').between([channel, from], [channel, to], true, true).toArray();

  async function opened(rows: readonly TailRow[]): Promise<ChannelEvent[]> {
    const parts = await Promise.all(rows.map((row) => openEvents(sealer, row.bytes, { from: row.seq, to: row.seq })));
    return parts.flat();
  }

  /**
   * What there is of a page, sealed or in the tail. Both are looked at in one transaction: between two, rows that are being
   * sealed would be in neither.
   */
  async function readPart(channel: ChannelId, first: number): Promise<ChannelEvent[]> {
    const range = pageRange(first);
    const { page, rows } = await db.transaction('r', [db.pages, db.tail], async () => {
      const page = await db.pages.get([channel, first]);
      return { page, rows: page ? [] : await tailRows(channel, range) };
    });
    return page ? openEvents(sealer, page.bytes, range) : opened(rows);
  }

  /** What a flush puts and deletes, computed before its transaction opens. */
  async function prepare(batch: Batch) {
    const pages: Page[] = [];
    const rows: TailRow[] = [];
    const sealed: [string, number][] = [];
    for (const [channel, events] of batch.events) {
      const { known, fresh } = merge(held.get(channel) ?? [], events);
      for (const [first, added] of Map.groupBy(fresh, (event) => pageOf(event.seq))) {
        const range = pageRange(first);
        if (missingIn(known, range.from, range.to).length > 0) {
          for (const event of added) rows.push({ channel, seq: event.seq, bytes: await sealEvents(sealer, [event]) });
          continue;
        }
        const before = added.length === PAGE ? [] : await opened(await tailRows(channel, range));
        const whole = [...before, ...added].sort((a, b) => a.seq - b.seq);
        if (whole.length !== PAGE) throw new StoreCorrupt(`events ${range.from} to ${range.to}`);
        pages.push({ channel, first, bytes: await sealEvents(sealer, whole) });
        for (const event of before) sealed.push([channel, event.seq]);
      }
    }
    return { pages, rows, sealed };
  }

  async function forget(channels: readonly ChannelId[]): Promise<void> {
    for (const channel of channels) {
      await db.pages.where('[channel+first]').between([channel, Dexie.minKey], [channel, Dexie.maxKey]).delete();
      await db.tail.where('[channel+seq]').between([channel, Dexie.minKey], [channel, Dexie.maxKey]).delete();
      await db.channels.delete(channel);
    }
  }

  return {
    async load() {
      const pageKeys = Keys.safeParse(await db.pages.toCollection().primaryKeys());
      const tailKeys = Keys.safeParse(await db.tail.toCollection().primaryKeys());
      const saved = Saved.safeParse({
        channels: (await db.channels.toArray()).map((row) => row.value),
        people: (await db.people.toArray()).map((row) => row.value),
        firms: (await db.firms.toArray()).map((row) => row.value),
      });
      if (!pageKeys.success || !tailKeys.success || !saved.success) throw new StoreCorrupt('its channels');
      for (const [channel, first] of pageKeys.data) hold(channel, pageRange(first));
      for (const [channel, seq] of tailKeys.data) hold(channel, { from: seq, to: seq });
      stored = pageKeys.data.length * PAGE + tailKeys.data.length;
      return { ...saved.data, held: new Map(held) };
    },
    async read(channel, from, to) {
      const firsts: number[] = [];
      for (let first = pageOf(from); first <= to; first += PAGE) {
        if (held.get(channel)?.some((range) => range.from <= first + PAGE - 1 && range.to >= first)) firsts.push(first);
      }
      const parts = await Promise.all(firsts.map((first) => readPart(channel, first)));
      return parts.flat().filter((event) => event.seq >= from && event.seq <= to);
    },
    async write(batch) {
      const { pages, rows, sealed } = await prepare(batch);
      const tables = [db.pages, db.tail, db.channels, db.people, db.firms];
      await db.transaction('rw', tables, async () => {
        if (pages.length > 0) await db.pages.bulkPut(pages);
        if (rows.length > 0) await db.tail.bulkPut(rows);
        if (sealed.length > 0) await db.tail.bulkDelete(sealed);
        if (batch.channels.length > 0)
          await db.channels.bulkPut(batch.channels.map((value) => ({ key: value.state.channel.id, value })));
        if (batch.people.length > 0) await db.people.bulkPut(batch.people.map((value) => ({ key: value.id, value })));
        if (batch.firms.length > 0) await db.firms.bulkPut(batch.firms.map((value) => ({ key: value.id, value })));
        await forget(batch.gone);
      });
      for (const [channel, events] of batch.events) {
        stored += events.filter((event) => !rangeAt(held.get(channel) ?? [], event.seq)).length;
        held.set(channel, merge(held.get(channel) ?? [], events).known);
      }
      for (const channel of batch.gone) {
        stored -= (held.get(channel) ?? []).reduce((sum, range) => sum + range.to - range.from + 1, 0);
        held.delete(channel);
      }
    },
    count: () => stored,
    async destroy() {
      await db.delete();
    },
    close: () => db.close(),
  };
}
