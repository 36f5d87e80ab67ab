/**
 * How well letters that were typed fit a text, and which of its letters they are. Pure.
 *
 * The letters stand in the text in their order, with others between them. Of all ways to find them the best one counts: letters that
 * begin a word, and letters that follow each other, are worth most; so `dl`, `desk` and `lond` all find `desk-london`.
 */

/** A text made ready to be searched: without case and marks. `from[i]`: where the letter `i` stands in the text. */
export type Folded = { text: string; letters: string; from: readonly number[]; begins: readonly Beginning[]; mask: number };
/** What a letter begins: the text, a word, a word by its capital or its digits, or nothing. */
type Beginning = 0 | 1 | 2 | 3;

/** `at`: the places of the letters in the text, ascending. */
export type Fit = { score: number; at: readonly number[] };

const WORTH = 16;
/** By what a letter begins; and for one that follows the letter before it. */
const BEGINS = [0, 8, 12, 16] as const;
const FOLLOWS = 12;
/** Each letter that was passed over between two costs this, but no gap more than `GAP_MOST`. */
const GAP = 1;
const GAP_MOST = 8;

/** Longer texts are not looked at beyond this; longer queries find nothing. */
export const MOST_LETTERS = 200;
export const MOST_TYPED = 60;

export function folded(text: string): Folded {
  let letters = '';
  const from: number[] = [];
  const begins: Beginning[] = [];
  let before: Sort = 'other';
  for (let at = 0; at < text.length && letters.length < MOST_LETTERS; ) {
    const letter = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const sort = sortOf(letter);
    for (const each of plainOf(letter)) {
      begins.push(letters === '' ? 3 : beginning(before, sort));
      letters += each;
      from.push(at);
      before = sort;
    }
    at += letter.length;
  }
  return { text, letters, from, begins, mask: maskOf(letters) };
}

/** What was typed, as it is compared: words without case and marks. */
export function typedWords(query: string): string[] {
  return plainOf(query)
    .slice(0, MOST_LETTERS)
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, MOST_TYPED));
}

/** Letters as bits: a text that lacks one of the word's letters is told by one comparison. */
export function maskOf(letters: string): number {
  let mask = 0;
  for (let at = 0; at < letters.length; at += 1) mask |= 1 << (letters.charCodeAt(at) % 31);
  return mask;
}

/** The best way to find a word's letters in a text; null when they are not in it. */
export function fitOf(word: string, { letters, from, begins }: Folded): Fit | null {
  if (word.length === 0 || word.length > letters.length || !isWithin(word, letters)) return null;
  const wide = letters.length;
  // best[i * wide + j]: the most that the first i+1 letters are worth when the last of them is letter j; cameFrom: where the one before it is.
  const best = new Int32Array(word.length * wide).fill(NONE);
  const cameFrom = new Int16Array(word.length * wide);
  for (let i = 0; i < word.length; i += 1) {
    for (let j = i; j < wide; j += 1) {
      if (word[i] !== letters[j]) continue;
      const own = WORTH + BEGINS[begins[j] ?? 0];
      if (i === 0) {
        best[j] = own;
        continue;
      }
      for (let k = i - 1; k < j; k += 1) {
        const so = best[(i - 1) * wide + k] ?? NONE;
        if (so === NONE) continue;
        const passed = j - k - 1;
        const worth = so + own + (passed === 0 ? FOLLOWS : -Math.min(passed * GAP, GAP_MOST));
        if (worth > (best[i * wide + j] ?? NONE)) {
          best[i * wide + j] = worth;
          cameFrom[i * wide + j] = k;
        }
      }
    }
  }
  const last = (word.length - 1) * wide;
  let end = 0;
  for (let j = 1; j < wide; j += 1) if ((best[last + j] ?? NONE) > (best[last + end] ?? NONE)) end = j;
  const score = best[last + end] ?? NONE;
  const at: number[] = [];
  for (let i = word.length - 1, j = end; i >= 0; i -= 1) {
    at.push(from[j] ?? 0);
    j = cameFrom[i * wide + j] ?? 0;
  }
  return { score, at: at.reverse() };
}

const NONE = -(2 ** 30);

function isWithin(word: string, letters: string): boolean {
  let at = -1;
  for (const letter of word) {
    at = letters.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function plainOf(text: string): string {
  // Most are, and are made ready ten times as fast.
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

const ASCII = /^[\0-\x7f]*$/;

type Sort = 'small' | 'capital' | 'digit' | 'other';

function sortOf(letter: string): Sort {
  if (letter >= 'a' && letter <= 'z') return 'small';
  if (letter >= 'A' && letter <= 'Z') return 'capital';
  if (letter >= '0' && letter <= '9') return 'digit';
  if (ASCII.test(letter)) return 'other';
  if (/\p{Lu}/u.test(letter)) return 'capital';
  if (/\p{N}/u.test(letter)) return 'digit';
  return /\p{L}/u.test(letter) ? 'small' : 'other';
}

function beginning(before: Sort, sort: Sort): Beginning {
  if (sort === 'other' || sort === before) return 0;
  if (before === 'other') return 2;
  return sort === 'capital' || sort === 'digit' || before === 'digit' ? 1 : 0;
}
