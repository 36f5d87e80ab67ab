/** Opens the stores of an engine, and falls back in order: rebuilt, then memory. What happened is told, never hidden. */
import type { DexieOptions } from 'dexie';
import type { Log } from '../clock.ts';
import { type History, type Loaded, memoryHistory } from './history.ts';
import { deleteHistory, openHistory } from './history-dexie.ts';
import { type AccountKey, type Kept, memoryKept } from './kept.ts';
import { openKept } from './kept-dexie.ts';
import { plain, type Sealer, StoreCorrupt } from './pages.ts';

/** An IndexedDB to keep things in; `keyRange` is the class that goes with it. */
export type Database = { factory: IDBFactory; keyRange: typeof IDBKeyRange };

/** Where things are kept. `null`: this machine has no IndexedDB or denies it. */
export type Databases = {
  history: Database | null;
  /** A storage bucket of its own where there are buckets, else the same as `history`. */
  kept: Database | null;
  /** The browser promised not to evict it. */
  persisted: boolean;
};

export type OpenedHistory = { history: History; saved: Loaded; state: 'ok' | 'rebuilt' | 'memory'; name: string };
export type OpenedKept = { kept: Kept; state: 'ok' | 'memory' };

export interface Stores {
  /** The browser promised not to evict what is kept. */
  persisted(): Promise<boolean>;
  /** `rebuilt`: it could not be read, so it was deleted and begins empty. */
  openHistory(account: AccountKey, where?: 'disk' | 'memory', sealer?: Sealer): Promise<OpenedHistory>;
  openKept(): Promise<OpenedKept>;
}

const KEPT = 'mullion-kept';
const historyName = (account: AccountKey) => `mullion-history-${account}`;

export function createStores(databases: Databases, log: Log): Stores {
  const optionsOf = ({ factory, keyRange }: Database): DexieOptions => ({ indexedDB: factory, IDBKeyRange: keyRange });

  async function inMemory(name: string): Promise<OpenedHistory> {
    const history = memoryHistory();
    return { history, saved: await history.load(), state: 'memory', name };
  }

  /** Opens and reads it once, so that a store that opens but cannot be read is found out here. */
  async function tryOpen(name: string, database: Database, sealer: Sealer): Promise<{ history: History; saved: Loaded }> {
    const history = await openHistory(name, optionsOf(database), sealer);
    try {
      return { history, saved: await history.load() };
    } catch (error) {
      history.close();
      throw error instanceof StoreCorrupt ? error : new StoreCorrupt('its contents', error);
    }
  }

  return {
    persisted: () => Promise.resolve(databases.persisted),
    async openHistory(account, where = 'disk', sealer = plain) {
      const name = historyName(account);
      const database = databases.history;
      if (!database || where === 'memory') return inMemory(name);
      try {
        return { ...(await tryOpen(name, database, sealer)), state: 'ok', name };
      } catch (error) {
        log('warn', 'the local history cannot be opened; it is rebuilt from the server', error);
      }
      try {
        await deleteHistory(name, optionsOf(database));
        return { ...(await tryOpen(name, database, sealer)), state: 'rebuilt', name };
      } catch (error) {
        log('error', 'no local history can be kept; it is held in memory', error);
        return inMemory(name);
      }
    },
    async openKept() {
      if (!databases.kept) return { kept: memoryKept(), state: 'memory' };
      try {
        return { kept: await openKept(KEPT, optionsOf(databases.kept)), state: 'ok' };
      } catch (error) {
        log('error', 'unsent messages cannot be kept on this machine; they are held in memory', error);
        return { kept: memoryKept(), state: 'memory' };
      }
    },
  };
}
