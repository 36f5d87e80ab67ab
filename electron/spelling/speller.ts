/** A dictionary and the person's own words: what is right, and what may have been meant. The only importer of nspell. */
import nspell from 'nspell';

/** What somebody at a desk writes that no dictionary has: tickers, times, prices, people, links. */
const NOT_A_WORD = /[\d_@#$/:.]|^[^\p{Ll}]*$|\p{Ll}\p{Lu}/u;
const LONGEST_WORD = 60;
const MOST_SUGGESTIONS = 5;

export type Speller = {
  /** Those of the words that are not spelt as the dictionary has them. */
  misspelt(words: readonly string[]): string[];
  /** What may have been meant, likeliest first. */
  suggest(word: string): string[];
  /** From now on the word is right. */
  learn(word: string): void;
};

/** Whether a word is one that a dictionary can judge. */
export function isJudged(word: string): boolean {
  return word.length > 1 && word.length <= LONGEST_WORD && !NOT_A_WORD.test(word);
}

/** Opens a dictionary in Hunspell's format (its affix rules and its words). */
export function openSpeller(files: { aff: string; dic: string }, learned: readonly string[]): Speller {
  const dictionary = nspell(files.aff, files.dic);
  for (const word of learned) dictionary.add(word);
  return {
    misspelt: (words) => words.filter((word) => isJudged(word) && !dictionary.correct(word.replaceAll('’', "'"))),
    suggest: (word) => (isJudged(word) ? dictionary.suggest(word).slice(0, MOST_SUGGESTIONS) : []),
    learn: (word) => void dictionary.add(word),
  };
}
