/** Finds what this machine offers to keep things in: IndexedDB, and a storage bucket of its own for what is unsent. */
import type { Log } from '../clock.ts';
import type { Database, Databases } from './open.ts';

/** Chromium's Storage Buckets, as far as used; other browsers have none. https://wicg.github.io/storage-buckets/ */
type Buckets = { open(name: string, options: { durability: 'strict'; persisted: boolean }): Promise<{ indexedDB: IDBFactory }> };

const hasBuckets = (of: object): of is { storageBuckets: Buckets } =>
  'storageBuckets' in of && typeof of.storageBuckets === 'object' && of.storageBuckets !== null;

async function outboxFactory(log: Log): Promise<IDBFactory | null> {
  if (!hasBuckets(navigator)) return null;
  try {
    const bucket = await navigator.storageBuckets.open('outbox', { durability: 'strict', persisted: true });
    return bucket.indexedDB;
  } catch (error) {
    log('warn', 'there is no storage bucket for the outbox; it shares the ordinary storage', error);
    return null;
  }
}

async function isPersisted(log: Log): Promise<boolean> {
  try {
    return await navigator.storage.persisted();
  } catch (error) {
    log('info', 'whether storage is persistent is not known', error);
    return false;
  }
}

export async function findDatabases(log: Log): Promise<Databases> {
  if (typeof indexedDB === 'undefined') return { history: null, kept: null, persisted: false };
  const history: Database = { factory: indexedDB, keyRange: IDBKeyRange };
  const bucket = await outboxFactory(log);
  return { history, kept: bucket ? { ...history, factory: bucket } : history, persisted: await isPersisted(log) };
}
