/** Changes to a keyed collection, as values: what did not change keeps its identity, so that only its readers render. */

/**
 * The map with `items` put in by key and the keys in `removed` taken out. Answers the same map when nothing changes,
 * and leaves an entry alone when the new one is equal to it.
 */
export function changed<K, V>(
  before: ReadonlyMap<K, V>,
  items: readonly V[],
  keyOf: (item: V) => K,
  removed: readonly K[] = [],
): ReadonlyMap<K, V> {
  let after: Map<K, V> | null = null;
  for (const key of removed) {
    if (!before.has(key)) continue;
    after ??= new Map(before);
    after.delete(key);
  }
  for (const item of items) {
    const key = keyOf(item);
    const known = (after ?? before).get(key);
    if (known !== undefined && same(known, item)) continue;
    after ??= new Map(before);
    after.set(key, item);
  }
  return after ?? before;
}

/** The collection anew, in the order given; entries that are equal to known ones keep their identity. */
export function replaced<K, V>(before: ReadonlyMap<K, V>, items: readonly V[], keyOf: (item: V) => K): ReadonlyMap<K, V> {
  const after = new Map<K, V>();
  for (const item of items) {
    const key = keyOf(item);
    const known = before.get(key);
    after.set(key, known !== undefined && same(known, item) ? known : item);
  }
  return after;
}

/** Deep equality of plain data, as it comes over a port. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  if (left.length !== right.size) return false;
  return left.every(([key, value]) => right.has(key) && same(value, right.get(key)));
}
