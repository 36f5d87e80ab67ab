/** Unsent messages, drafts, layouts, what panes look at, and settings on disk, every write durable before it resolves. */
import Dexie, { type DexieOptions, type Table } from 'dexie';
import { Place } from '../../../shared/engine-api.ts';
import { Problem } from '../../../shared/errors.ts';
import { MessageBody } from '../../../shared/events.ts';
import { PaneId } from '../../../shared/layout.ts';
import { ChannelId, EventId } from '../../../shared/model.ts';
import { z } from '../../../shared/schema.ts';
import { adrift } from '../adrift.ts';
import { forgettable } from '../forgettable.ts';
import { type AccountKey, type Kept, LastAccount } from './kept.ts';

const KeptRow = z.object({
  order: z.number(),
  item: z.object({
    id: EventId,
    channel: ChannelId,
    body: MessageBody,
    queuedAt: z.number(),
    state: z.enum(['queued', 'sending', 'failed']),
    problem: Problem.exactOptional(),
  }),
});
const DraftRow = z.object({ pane: PaneId, channel: ChannelId, text: z.string(), at: z.number() });

type ItemRow = { account: string; id: string; order: number; item: unknown };
type DraftRecord = { account: string; pane: string; channel: string; text: string; at: number };
type PlaceRecord = { account: string; pane: string; at: number; place: unknown };
type Noted = { key: string; value: unknown };

class KeptDb extends Dexie {
  readonly outbox: Table<ItemRow, [string, string]>;
  readonly drafts: Table<DraftRecord, [string, string, string]>;
  readonly places: Table<PlaceRecord, [string, string]>;
  readonly layouts: Table<Noted, string>;
  readonly settings: Table<Noted, string>;
  readonly accounts: Table<Noted, string>;

  constructor(name: string, options: DexieOptions) {
    super(name, { ...options, autoOpen: false, cache: 'disabled', chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      outbox: '[account+id], account',
      drafts: '[account+pane+channel], account',
      layouts: 'key',
      settings: 'key',
      accounts: 'key',
    });
    this.version(2).stores({ places: '[account+pane], account' });
    this.outbox = this.table('outbox');
    this.drafts = this.table('drafts');
    this.places = this.table('places');
    this.layouts = this.table('layouts');
    this.settings = this.table('settings');
    this.accounts = this.table('accounts');
  }
}

/** Opens it. Rejects with what IndexedDB says; it is never deleted here. */
export async function openKept(name: string, options: DexieOptions): Promise<Kept> {
  const db = new KeptDb(name, options);
  await db.open();
  const layoutKey = (account: AccountKey, window: string) => `${account}#${window}`;
  const readDrafts = async (account: AccountKey) => {
    const rows = (await db.drafts.where('account').equals(account).toArray()).map((row) => DraftRow.safeParse(row));
    return rows.flatMap((row) => (row.success ? [row.data] : []));
  };
  const readLayouts = async (account: AccountKey) =>
    (await db.layouts.where('key').startsWith(layoutKey(account, '')).toArray()).map(({ value }) => value);
  return {
    async lastAccount(server) {
      const row = LastAccount.safeParse((await db.accounts.get(server))?.value);
      return row.success ? row.data : null;
    },
    async saveLastAccount(server, last) {
      await db.accounts.put({ key: server, value: last });
    },
    async outbox(account) {
      const rows = (await db.outbox.where('account').equals(account).toArray()).map((row) => KeptRow.safeParse(row));
      const items = rows.flatMap((row) => (row.success ? [row.data] : []));
      return { items: items.sort((a, b) => a.order - b.order), unreadable: rows.length - items.length };
    },
    async saveItem(account, { order, item }, sent) {
      await db.transaction('rw', [db.outbox, db.drafts], async () => {
        await db.outbox.put({ account, id: item.id, order, item });
        if (sent) await db.drafts.delete([account, sent.pane, sent.channel]);
      });
    },
    async removeItem(account, id) {
      await db.outbox.delete([account, id]);
    },
    drafts: readDrafts,
    async saveDraft(account, draft) {
      if (draft.text === '') await db.drafts.delete([account, draft.pane, draft.channel]);
      else await db.drafts.put({ account, ...draft });
    },
    takeDraft: (account, { pane, channel }) =>
      db.transaction('rw', [db.drafts, db.layouts], async () => {
        const draft = adrift(await readDrafts(account), await readLayouts(account), channel);
        if (!draft) return undefined;
        await db.drafts.delete([account, draft.pane, channel]);
        await db.drafts.put({ account, ...draft, pane });
        return draft;
      }),
    async places(account, panes) {
      const rows = await db.places.bulkGet(panes.map((pane): [string, string] => [account, pane]));
      return rows.flatMap((row) => {
        const place = Place.safeParse(row?.place);
        return place.success ? [place.data] : [];
      });
    },
    savePlaces: (account, places, at) =>
      db.transaction('rw', [db.places, db.layouts], async () => {
        const before = await db.places.where('account').equals(account).count();
        await db.places.bulkPut(places.map((place) => ({ account, pane: place.pane, at, place })));
        const rows = db.places.where('account').equals(account);
        // Only a pane that is new can be one too many.
        if ((await rows.count()) === before) return;
        const gone = forgettable(await rows.toArray(), await readLayouts(account));
        await db.places.bulkDelete(gone.map((pane): [string, string] => [account, pane]));
      }),
    async layout(account, window) {
      return (await db.layouts.get(layoutKey(account, window)))?.value ?? null;
    },
    async saveLayout(account, window, layout) {
      await db.layouts.put({ key: layoutKey(account, window), value: layout });
    },
    changeLayouts: (account, decide) =>
      db.transaction('rw', db.layouts, async () => {
        const prefix = layoutKey(account, '');
        const rows = await db.layouts.where('key').startsWith(prefix).toArray();
        const { save, answer } = decide(new Map(rows.map(({ key, value }) => [key.slice(prefix.length), value])));
        await db.layouts.bulkPut([...save].map(([window, value]) => ({ key: prefix + window, value })));
        return answer;
      }),
    async forgetLayout(account, window) {
      await db.layouts.delete(layoutKey(account, window));
    },
    async settings(server) {
      return (await db.settings.get(server))?.value ?? null;
    },
    async saveSettings(server, settings) {
      await db.settings.put({ key: server, value: settings });
    },
    close: () => db.close(),
  };
}
