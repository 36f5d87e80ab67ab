/** Runs in the page: the content of every database in the storage buckets of drafts, layouts and unsent messages, as text to look into. */
export async function readOwnStore(): Promise<string> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  type Buckets = { keys(): Promise<string[]>; open(name: string): Promise<{ indexedDB: IDBFactory }> };
  const buckets: Buckets | undefined = Reflect.get(navigator, 'storageBuckets');
  const factories: IDBFactory[] = [];
  for (const name of (await buckets?.keys()) ?? []) {
    const bucket = await buckets?.open(name);
    if (bucket !== undefined) factories.push(bucket.indexedDB);
  }
  // A browser without buckets keeps all in one place.
  if (factories.length === 0) factories.push(indexedDB);
  const rows: unknown[] = [];
  for (const factory of factories) {
    for (const { name } of await factory.databases()) {
      if (name === undefined) continue;
      const database = await settled(factory.open(name));
      for (const store of database.objectStoreNames) {
        rows.push(await settled(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
  }
  return JSON.stringify(rows);
}
