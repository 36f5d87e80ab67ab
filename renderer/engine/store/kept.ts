/**
 * What must outlive everything else on this machine: unsent messages, drafts, layouts, what panes look at, settings, and who was
 * here last.
 * Kept apart from the history, in a storage bucket of its own, by account.
 */
import type { Draft, OutboxItem, Place } from '../../../shared/engine-api.ts';
import type { PaneId } from '../../../shared/layout.ts';
import { Firm, Person } from '../../../shared/model.ts';
import { z } from '../../../shared/schema.ts';
import { adrift } from '../adrift.ts';
import { forgettable } from '../forgettable.ts';

/** An account on this machine: one person at one server. */
export type AccountKey = string & { readonly account: unique symbol };

const AccountKeySchema = z.custom<AccountKey>((value) => typeof value === 'string');
export const accountKey = (server: string, person: string): AccountKey =>
  AccountKeySchema.parse(`${new URL(server).host}/${person}`);

/** Who used this server here last; `signedIn` until they sign out, so that their desk opens without a connection too. */
export const LastAccount = z.object({ person: Person, firm: Firm.nullable(), signedIn: z.boolean() });
export type LastAccount = z.infer<typeof LastAccount>;

/** `order` counts up in one outbox: the order in which things were said. */
export type KeptItem = { order: number; item: OutboxItem };

/** Layouts to save, by window, and what to tell of it. */
export type LayoutChange<T> = { save: ReadonlyMap<string, unknown>; answer: T };

export interface Kept {
  lastAccount(server: string): Promise<LastAccount | null>;
  saveLastAccount(server: string, last: LastAccount): Promise<void>;
  /** In order. What cannot be read is left where it is, and told by `unreadable`. */
  outbox(account: AccountKey): Promise<{ items: KeptItem[]; unreadable: number }>;
  /** Stores an item; with `sent`, the draft that it was goes in the same transaction. */
  saveItem(account: AccountKey, kept: KeptItem, sent?: Pick<Draft, 'pane' | 'channel'>): Promise<void>;
  removeItem(account: AccountKey, id: string): Promise<void>;
  drafts(account: AccountKey): Promise<Draft[]>;
  /** An empty text removes it. */
  saveDraft(account: AccountKey, draft: Draft): Promise<void>;
  /** Keeps the newest draft of a channel that no layout shows (`adrift`) for this place instead; as it was, if there is one. */
  takeDraft(account: AccountKey, place: Pick<Draft, 'pane' | 'channel'>): Promise<Draft | undefined>;
  /** Of the panes asked for, those that have one. What cannot be read is none. */
  places(account: AccountKey, panes: readonly PaneId[]): Promise<Place[]>;
  /** `at`: when that was (ms). Of panes that no window shows any more, the oldest go (`forgettable`). */
  savePlaces(account: AccountKey, places: readonly Place[], at: number): Promise<void>;
  /** As it was saved; unchecked. */
  layout(account: AccountKey, window: string): Promise<unknown>;
  saveLayout(account: AccountKey, window: string, layout: unknown): Promise<void>;
  /** Changes layouts of several windows at once, or none of them: `decide` is given all as they were saved, by window, and tells what to save. */
  changeLayouts<T>(account: AccountKey, decide: (saved: ReadonlyMap<string, unknown>) => LayoutChange<T>): Promise<T>;
  /** A window is gone for good: what it showed is shown no more. */
  forgetLayout(account: AccountKey, window: string): Promise<void>;
  /** As they were saved; unchecked. */
  settings(server: string): Promise<unknown>;
  saveSettings(server: string, settings: unknown): Promise<void>;
  close(): void;
}

/** The same without a disk. */
export function memoryKept(): Kept {
  const accounts = new Map<string, LastAccount>();
  const items = new Map<string, Map<string, KeptItem>>();
  const drafts = new Map<string, Map<string, Draft>>();
  const layouts = new Map<string, unknown>();
  const places = new Map<string, Map<string, Place & { at: number }>>();
  const settings = new Map<string, unknown>();
  const of = <V>(map: Map<string, Map<string, V>>, account: string): Map<string, V> => {
    const inner = map.get(account) ?? new Map<string, V>();
    map.set(account, inner);
    return inner;
  };
  const layoutsOf = (account: string) => [...layouts].flatMap(([key, layout]) => (key.startsWith(`${account}/`) ? [layout] : []));
  return {
    lastAccount: async (server) => accounts.get(server) ?? null,
    saveLastAccount: async (server, last) => void accounts.set(server, last),
    outbox: async (account) => ({ items: [...of(items, account).values()].sort((a, b) => a.order - b.order), unreadable: 0 }),
    async saveItem(account, kept, sent) {
      of(items, account).set(kept.item.id, kept);
      if (sent) of(drafts, account).delete(`${sent.pane}/${sent.channel}`);
    },
    removeItem: async (account, id) => void of(items, account).delete(id),
    drafts: async (account) => [...of(drafts, account).values()],
    async saveDraft(account, draft) {
      const key = `${draft.pane}/${draft.channel}`;
      if (draft.text === '') of(drafts, account).delete(key);
      else of(drafts, account).set(key, draft);
    },
    async takeDraft(account, { pane, channel }) {
      const draft = adrift([...of(drafts, account).values()], layoutsOf(account), channel);
      if (!draft) return undefined;
      of(drafts, account).delete(`${draft.pane}/${channel}`);
      of(drafts, account).set(`${pane}/${channel}`, { ...draft, pane });
      return draft;
    },
    places: async (account, panes) =>
      panes.flatMap((pane) => {
        const { at: _, ...place } = of(places, account).get(pane) ?? { at: 0 };
        return 'pane' in place ? [place] : [];
      }),
    async savePlaces(account, saved, at) {
      const own = of(places, account);
      for (const place of saved) own.set(place.pane, { ...place, at });
      for (const pane of forgettable([...own.values()], layoutsOf(account))) own.delete(pane);
    },
    layout: async (account, window) => layouts.get(`${account}/${window}`) ?? null,
    saveLayout: async (account, window, layout) => void layouts.set(`${account}/${window}`, layout),
    async changeLayouts(account, decide) {
      const prefix = `${account}/`;
      const own = [...layouts].filter(([key]) => key.startsWith(prefix));
      const { save, answer } = decide(new Map(own.map(([key, layout]) => [key.slice(prefix.length), layout])));
      for (const [window, layout] of save) layouts.set(prefix + window, layout);
      return answer;
    },
    forgetLayout: async (account, window) => void layouts.delete(`${account}/${window}`),
    settings: async (server) => settings.get(server) ?? null,
    saveSettings: async (server, value) => void settings.set(server, value),
    close() {},
  };
}
