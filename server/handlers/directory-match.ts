/**
 * Looking people and channels up by words. Pure; what is looked up is cut into words once, for there may be many thousands.
 */

/** Text as it is compared: case and accents do not matter. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  return ascii.test(lower) ? lower : lower.normalize('NFKD').replace(/\p{M}/gu, '');
}

const ascii = /^[ -~]*$/;

/** The words by which something is found: whole (`px.bot`) and in parts (`bot`). */
export function wordsOf(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => fold(text).split(/\s+/u));
  return [...new Set(words.flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)]))].filter((word) => word !== '');
}

/** What a query asks for: `@` and `#` in front of a word do not matter. */
export function wantedOf(query: string): string[] {
  return fold(query)
    .split(/\s+/u)
    .map((word) => word.replace(/^[@#]/, ''))
    .filter((word) => word !== '');
}

/** Whether every wanted word begins one of the words. Nothing wanted matches all. */
export function matches(wanted: readonly string[], words: readonly string[]): boolean {
  return wanted.every((want) => words.some((word) => word.startsWith(want)));
}

/** The first `limit` in order, without sorting all the rest. */
export function firstOf<T>(all: Iterable<T>, limit: number, compare: (one: T, other: T) => number): T[] {
  const first: T[] = [];
  for (const each of all) {
    const last = first.at(-1);
    if (first.length >= limit && last !== undefined && compare(each, last) >= 0) continue;
    const place = first.findIndex((known) => compare(each, known) < 0);
    first.splice(place === -1 ? first.length : place, 0, each);
    if (first.length > limit) first.pop();
  }
  return first;
}
