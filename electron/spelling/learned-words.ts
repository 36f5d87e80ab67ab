/** The person's own words, kept on this computer: names, products, what their desk calls things. */
import { z } from '../../shared/schema.ts';
import { readJson, writeJson } from '../json-file.ts';
import type { Log } from '../log.ts';

const MOST_WORDS = 10_000;
export const LONGEST_LEARNED = 60;

const File = z.object({ version: z.literal(1), words: z.array(z.string().min(1).max(LONGEST_LEARNED)).max(MOST_WORDS) });

export type LearnedWords = {
  all(): readonly string[];
  /** Keeps a word. The oldest are forgotten when there are ten thousand. */
  add(word: string): void;
};

export function openLearnedWords(file: string, log: Log): LearnedWords {
  const found = readJson(file, File);
  if (found.state === 'corrupt') log('warn', 'spelling.words-corrupt', { keptAs: found.keptAs });
  let words = found.state === 'read' ? found.value.words : [];
  return {
    all: () => words,
    add(word) {
      if (words.includes(word)) return;
      words = [...words, word].slice(-MOST_WORDS);
      try {
        writeJson(file, { version: 1, words } satisfies z.input<typeof File>);
      } catch (error) {
        log('error', 'spelling.word-not-kept', { error });
      }
    },
  };
}
