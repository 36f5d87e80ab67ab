/** Unsent messages, drafts, layouts and settings on disk, every write durable before it resolves. */
import Dexie, { type DexieOptions, type Table } from 'dexie';
import { Problem } from '../../../shared/errors.ts';
import { MessageBody } from '../../../shared/events.ts';
import { PaneId } from '../../../shared/layout.ts';
import { ChannelId, EventId } from '../../../shared/model.ts';
import { z } from '../../../shared/schema.ts';
import { adrift } from '../adrift.ts';
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
type Noted = { key: string; value: unknown };

class KeptDb extends Dexie {
  readonly outbox: Table<ItemRow, [string, string]>;
  readonly drafts: Table<DraftRecord, [string, string, string]>;
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
    this.outbox = this.table('outbox');
    this.drafts = this.table('drafts');
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
        const saved = await db.layouts.where('key').startsWith(layoutKey(account, '')).toArray();
        const layouts = saved.map(({ value }) => value);
        const draft = adrift(await readDrafts(account), layouts, channel);
        if (!draft) return undefined;
        await db.drafts.delete([account, draft.pane, channel]);
        await db.drafts.put({ account, ...draft, pane });
        return draft;
      }),
    async layout(account, window) {
      return (await db.layouts.get(layoutKey(account, window)))?.value ?? null;
    },
    async saveLayout(account, window, layout) {
      await db.layouts.put({ key: layoutKey(account, window), value: layout });
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
