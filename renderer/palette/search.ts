/**
 * What the palette offers for what is typed. Pure.
 *
 * Every word must be in an entry's text (see `fuzzy.ts`), or begin a word of what else it is known by. The better it fits the further
 * up it stands; of those that fit as well, what was used more recently, then the shorter, then the kinds in their order. As the texts
 * are made ready once and most of them are told by a mask, each key costs one comparison for an entry that does not fit.
 */
import { type Fit, type Folded, fitOf, folded, maskOf, typedWords } from './fuzzy.ts';

export const kinds = ['channel', 'person', 'pane', 'desk', 'command'] as const;
export type Kind = (typeof kinds)[number];

/** `key`: unique, and the same from start to start. `also`: what else it is found by, from the beginning of a word. */
export type Entry = { key: string; kind: Kind; text: string; also?: string };

export type Index<E extends Entry> = readonly { entry: E; text: Folded; also: string }[];

/** `at`: the letters of the text that were found, ascending. */
export type Hit<E extends Entry> = { entry: E; at: readonly number[] };

export type Found<E extends Entry> = { hits: readonly Hit<E>[]; total: number };

/** Makes entries ready to be searched, once for all that is typed. */
export function indexOf<E extends Entry>(entries: readonly E[]): Index<E> {
  return entries.map((entry) => ({ entry, text: folded(entry.text), also: ` ${typedWords(entry.also ?? '').join(' ')}` }));
}

/** Of each kind so many are offered before anything is typed, beside what is recent. */
export const UNASKED_OF_KIND = 8;
const RECENT = 8;

/** Begins with the sign of a kind: only that one is meant. */
const signs: Readonly<Record<string, Kind>> = { '#': 'channel', '@': 'person', '>': 'command' };

/**
 * The best `limit` entries, and how many there are. `recent`: keys, the newest first. `compare` is `fitOf`; another may be handed in to
 * see what is compared.
 */
export function search<E extends Entry>(
  index: Index<E>,
  query: string,
  recent: readonly string[],
  limit: number,
  compare: (word: string, text: Folded) => Fit | null = fitOf,
): Found<E> {
  const meant = signs[query.trimStart().charAt(0)];
  const words = typedWords(meant ? query.trimStart().slice(1) : query).map((word) => ({ word, mask: maskOf(word) }));
  const used = new Map(recent.map((key, at) => [key, at]));
  const eligible = meant ? index.filter(({ entry }) => entry.kind === meant) : index;
  if (words.length === 0) return unasked(eligible, used, meant ? limit : UNASKED_OF_KIND, limit);

  const hits: (Hit<E> & { score: number; used: number })[] = [];
  for (const { entry, text, also } of eligible) {
    let score = 0;
    const at: number[] = [];
    const fits = words.every(({ word, mask }) => {
      const found = (mask & ~text.mask) === 0 ? compare(word, text) : null;
      if (found) {
        score += found.score;
        at.push(...found.at);
        return true;
      }
      return also.includes(` ${word}`);
    });
    if (fits) {
      hits.push({ entry, score, used: used.get(entry.key) ?? recent.length, at: [...new Set(at)].sort((a, b) => a - b) });
    }
  }
  hits.sort(
    (a, b) =>
      b.score - a.score ||
      a.used - b.used ||
      a.entry.text.length - b.entry.text.length ||
      kinds.indexOf(a.entry.kind) - kinds.indexOf(b.entry.kind),
  );
  return { hits: hits.slice(0, limit).map(({ entry, at }) => ({ entry, at })), total: hits.length };
}

/** What is recent, then some of each kind as they come. */
function unasked<E extends Entry>(index: Index<E>, used: ReadonlyMap<string, number>, ofKind: number, limit: number): Found<E> {
  const recent = index
    .flatMap(({ entry }) => (used.has(entry.key) ? [entry] : []))
    .sort((a, b) => (used.get(a.key) ?? 0) - (used.get(b.key) ?? 0))
    .slice(0, RECENT);
  const shown = new Set<Entry>(recent);
  const others = kinds.flatMap((kind) => {
    const rest = index.filter(({ entry }) => entry.kind === kind && !shown.has(entry));
    return rest.slice(0, ofKind).map(({ entry }) => entry);
  });
  const hits = [...recent, ...others].slice(0, limit).map((entry) => ({ entry, at: [] }));
  return { hits, total: hits.length };
}
