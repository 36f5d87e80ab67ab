import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../../testing/seeded.ts';
import { fitOf, folded, typedWords } from './fuzzy.ts';
import { type Entry, indexOf, kinds, search, UNASKED_OF_KIND } from './search.ts';

const entry = (kind: Entry['kind'], text: string, also = ''): Entry => ({ key: `${kind} ${text}`, kind, text, also });
const texts = (entries: readonly Entry[], query: string, recent: readonly string[] = []) =>
  search(indexOf(entries), query, recent, 50).hits.map((hit) => hit.entry.text);

const some = [
  entry('channel', 'desk-london'),
  entry('channel', 'desk-lisbon'),
  entry('person', 'Linda Owens', 'lowens Meridian'),
  entry('pane', 'vol'),
  entry('desk', 'Morning'),
  entry('command', 'Split to the right'),
];

describe('the palette', () => {
  test('finds what holds every word, in whatever order they are typed', () => {
    expect(texts(some, 'london desk')).toEqual(['desk-london']);
    expect(texts(some, 'dl')).toEqual(['desk-london', 'desk-lisbon']);
    expect(texts(some, 'nothing of the kind')).toEqual([]);
  });

  test('of what fits as well the more recent comes first', () => {
    expect(texts(some, 'dl', ['channel desk-lisbon'])).toEqual(['desk-lisbon', 'desk-london']);
  });

  test('a person is found by the handle and the firm, from the beginning of a word', () => {
    expect(texts(some, 'meri')).toEqual(['Linda Owens']);
    expect(texts(some, 'linda meri')).toEqual(['Linda Owens']);
    expect(texts(some, 'idian')).toEqual([]);
  });

  test('a sign before it means one kind alone', () => {
    expect(texts(some, '@')).toEqual(['Linda Owens']);
    expect(texts(some, '# l')).toEqual(['desk-london', 'desk-lisbon']);
    expect(texts(some, '>right')).toEqual(['Split to the right']);
  });

  test('before anything is typed: what is recent, then some of each kind', () => {
    const many = kinds.flatMap((kind) => Array.from({ length: 30 }, (_, at) => entry(kind, `${kind} ${at}`)));
    const found = search(indexOf(many), ' ', ['command command 20', 'gone', 'channel channel 3'], 100);
    expect(found.hits.slice(0, 2).map((hit) => hit.entry.text)).toEqual(['command 20', 'channel 3']);
    expect(found.hits).toHaveLength(2 + kinds.length * UNASKED_OF_KIND);
    expect(new Set(found.hits.map((hit) => hit.entry.key)).size).toBe(found.hits.length);
  });

  test('whatever is typed: those that fit and no others, the best first, each once, and the number of all', () => {
    const word = fc.stringMatching(/^[abc-]{1,6}$/);
    let found = 0;
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 30 }), fc.stringMatching(/^[abc ]{1,4}$/), (names, query) => {
        const words = typedWords(query);
        fc.pre(words.length > 0);
        const { hits, total } = search(indexOf(names.map((name) => entry('channel', name))), query, [], 1_000);
        const worth = (name: string) =>
          words.map((each) => fitOf(each, folded(name))?.score ?? Number.NaN).reduce((a, b) => a + b);
        expect(hits.map((hit) => hit.entry.text).toSorted()).toEqual(
          names.filter((name) => !Number.isNaN(worth(name))).toSorted(),
        );
        expect(total).toBe(hits.length);
        const scores = hits.map((hit) => worth(hit.entry.text));
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        found += hits.length;
      }),
    );
    expect(found).toBeGreaterThan(100);
  });

  test('with 2,000 channels and 5,000 people a key costs work in proportion to what fits', () => {
    const random = seeded(7);
    const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? '';
    const first = ['Ada', 'Bo', 'Chen', 'Dora', 'Emil', 'Farah', 'Gus', 'Hana', 'Ivo', 'Jun', 'Kofi', 'Lea', 'Mara', 'Nils'];
    const last = ['Voss', 'Okoye', 'Lindqvist', 'Haddad', 'Tanaka', 'Moreau', 'Silva', 'Novak', 'Brandt', 'Iyer', 'Ortega'];
    const topic = ['rates', 'fx', 'vol', 'credit', 'repo', 'swaps', 'gilts', 'metals', 'power', 'equity'];
    const place = ['london', 'paris', 'tokyo', 'zurich', 'ny', 'singapore'];
    const large = [
      ...Array.from({ length: 2_000 }, (_, at) => entry('channel', `${pick(topic)}-${pick(place)}-${at}`)),
      ...Array.from({ length: 5_000 }, (_, at) => entry('person', `${pick(first)} ${pick(last)} ${at}`)),
    ];
    const index = indexOf(large);
    for (const query of ['s', 'sw', 'swl', 'swlon', 'mara v', 'mara vo 4', 'zzz']) {
      let compared = 0;
      let fitted = 0;
      const { total, hits } = search(index, query, [], 50, (word, text) => {
        compared += 1;
        const fit = fitOf(word, text);
        if (fit) fitted += word.length * text.letters.length;
        return fit;
      });
      expect(compared, query).toBeLessThanOrEqual(index.length * typedWords(query).length);
      // One letter of every text, or a few words of some hundreds: a key costs no more than looking at each name once or twice.
      expect(fitted, query).toBeLessThanOrEqual(2 * index.reduce((sum, { text }) => sum + text.letters.length, 0));
      expect(hits.length, query).toBe(Math.min(total, 50));
      expect(total, query).toBeGreaterThan(query === 'zzz' ? -1 : 0);
    }
    let compared = 0;
    search(index, 'zzz', [], 50, () => {
      compared += 1;
      return null;
    });
    expect(compared).toBeLessThan(index.length / 2);
  });
});
