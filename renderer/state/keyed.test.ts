import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changed, replaced, same } from './keyed.ts';

type Item = { id: number; words: string[] };
const items = fc.uniqueArray(fc.record({ id: fc.nat({ max: 8 }), words: fc.array(fc.string(), { maxLength: 3 }) }), {
  selector: (item) => item.id,
});
const idOf = (item: Item) => item.id;
const mapOf = (list: Item[]) => replaced<number, Item>(new Map(), list, idOf);

describe('a keyed collection', () => {
  test('after a change it holds what a plain map would', () => {
    fc.assert(
      fc.property(items, items, fc.array(fc.nat({ max: 8 })), (before, upsert, remove) => {
        const plain = new Map(before.map((item) => [item.id, item]));
        for (const key of remove) plain.delete(key);
        for (const item of upsert) plain.set(item.id, item);
        expect(changed(mapOf(before), upsert, idOf, remove)).toEqual(plain);
      }),
    );
  });

  test('what is equal keeps its identity; where nothing changes, so does the whole', () => {
    fc.assert(
      fc.property(items, (list) => {
        const map = mapOf(list);
        expect(changed(map, structuredClone(list), idOf)).toBe(map);
        const anew = replaced(map, structuredClone(list), idOf);
        for (const [key, value] of map) expect(anew.get(key)).toBe(value);
      }),
    );
  });

  test('a change does not touch the collection before it', () => {
    const before = mapOf([{ id: 1, words: [] }]);
    changed(before, [{ id: 2, words: [] }], idOf, [1]);
    expect([...before.keys()]).toEqual([1]);
  });

  test('equal is what is written alike', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => same(value, structuredClone(value))));
    expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(false);
    expect(same([], {})).toBe(false);
    expect(same(null, {})).toBe(false);
  });
});
