/** Runs in the page: overwrites every record of the local history with nonsense, as a failing disk does. Answers how many there were. */
export async function breakHistory(): Promise<number> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  let broken = 0;
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('mullion-history-')) continue;
    const database = await settled(indexedDB.open(name));
    for (const storeName of database.objectStoreNames) {
      const store = database.transaction(storeName, 'readwrite').objectStore(storeName);
      const keyPath = [store.keyPath ?? []].flat();
      for (const record of await settled(store.getAll())) {
        const keys = Object.entries(record).filter(([field]) => keyPath.includes(field));
        await settled(store.put({ ...Object.fromEntries(keys), bytes: 'nonsense', event: 'nonsense', events: 'nonsense' }));
        broken += 1;
      }
    }
    database.close();
  }
  return broken;
}
