import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitOf, folded, maskOf, typedWords } from './fuzzy.ts';

const score = (word: string, text: string) => fitOf(word, folded(text))?.score ?? Number.NEGATIVE_INFINITY;
const marked = (word: string, text: string) => {
  const fit = fitOf(word, folded(text));
  return fit && [...text].map((letter, at) => (fit.at.includes(at) ? `[${letter}]` : letter)).join('');
};

/** All ways to find a word in a text, each worth what the rules say; slow, and written from the rules alone. */
function bestByHand(word: string, text: string): number {
  const { letters, begins } = folded(text);
  const ways = (i: number, after: number): number => {
    if (i === word.length) return 0;
    let best = Number.NEGATIVE_INFINITY;
    for (let j = after + 1; j < letters.length; j += 1) {
      if (letters[j] !== word[i]) continue;
      const passed = j - after - 1;
      const near = i === 0 ? 0 : passed === 0 ? 12 : -Math.min(passed, 8);
      best = Math.max(best, 16 + ([0, 8, 12, 16][begins[j] ?? 0] ?? 0) + near + ways(i + 1, j));
    }
    return best;
  };
  return ways(0, -1);
}

describe('a word that is typed', () => {
  test('is found by beginnings of words, by what follows each other, by initials', () => {
    expect(marked('dl', 'desk-london')).toBe('[d]esk-[l]ondon');
    expect(marked('lond', 'desk-london')).toBe('desk-[l][o][n][d]on');
    expect(marked('mv', 'Mara Voss')).toBe('[M]ara [V]oss');
    expect(marked('es', 'desk-eur-swaps')).toBe('desk-[e]ur-[s]waps');
    expect(marked('split', 'Nach rechts teilen')).toBeNull();
  });

  test('marks and case do not matter, and the letters of the text itself are told', () => {
    expect(marked('strasse', 'Große Straße')).toBeNull();
    expect(marked('uber', 'Wald Über')).toBe('Wald [Ü][b][e][r]');
    expect(marked('ffi', 'Oﬃce')).toBe('O[ﬃ]ce');
    expect(typedWords('  Zürich  FX ')).toEqual(['zurich', 'fx']);
  });

  test.each([
    ['fx', 'fx-spot', 'desk-fx'],
    ['fx', 'desk-fx', 'futures-axe'],
    ['vol', 'vol', 'eur-vols'],
    ['rates', 'rates-eur', 'r-a-t-e-s'],
    ['ot', 'Okoye Tunde', 'Scott'],
    ['n2', 'node-2', 'north20'],
  ])('%j fits %j better than %j', (word, better, worse) => {
    expect(score(word, better)).toBeGreaterThan(score(word, worse));
  });

  const letter = fc.constantFrom('a', 'b', 'B', 'c', '-', ' ', '1', 'é');
  const text = fc.array(letter, { maxLength: 9 }).map((letters) => letters.join(''));
  const word = fc
    .array(fc.constantFrom('a', 'b', 'c', 'e', '1', '-'), { minLength: 1, maxLength: 4 })
    .map((letters) => letters.join(''));

  test('is worth what the best of all ways is worth, and the letters told spell it', () => {
    let found = 0;
    fc.assert(
      fc.property(word, text, (typed, given) => {
        const fit = fitOf(typed, folded(given));
        expect(fit?.score ?? Number.NEGATIVE_INFINITY).toBe(bestByHand(typed, given));
        if (!fit) return;
        found += 1;
        expect(fit.at.map((at) => folded(given.charAt(at)).letters).join('')).toBe(typed);
        expect([...fit.at].sort((a, b) => a - b)).toEqual(fit.at);
        expect(maskOf(typed) & ~folded(given).mask).toBe(0);
      }),
      { numRuns: 2_000 },
    );
    expect(found).toBeGreaterThan(100);
  });
});
