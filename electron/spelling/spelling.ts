/**
 * Spelling for all windows: one thread with one dictionary, begun with the first word that is to be looked at, and ended
 * when another dictionary, or none, is chosen. Nothing is ever fetched. Where the thread fails, words count as right.
 */
import { Worker } from 'node:worker_threads';
import type { Dictionary } from '../../shared/settings.ts';
import type { Log } from '../log.ts';
import type { LearnedWords } from './learned-words.ts';
import { SpellingAnswer, type SpellingQuestion, type SpellingStart } from './thread-messages.ts';

/** After so many ends of its own it is left alone until another dictionary is chosen. */
const MOST_FAILURES = 3;

export type Spelling = {
  /** From now on words are held against this dictionary; null: against none, and all are right. */
  use(dictionary: Dictionary | null): void;
  /** Those of the words that are misspelt. */
  misspelt(words: readonly string[]): Promise<string[]>;
  /** What may have been meant, likeliest first. */
  suggest(word: string): Promise<string[]>;
  /** Keeps a word as right. */
  learn(word: string): void;
};

export type SpellingParts = {
  /** The thread's script. */
  script: string;
  files(dictionary: Dictionary): { aff: string; dic: string };
  learned: LearnedWords;
  log: Log;
};

export function openSpelling({ script, files, learned, log }: SpellingParts): Spelling {
  let dictionary: Dictionary | null = null;
  let thread: Worker | null = null;
  let failures = 0;
  let lastId = 0;
  const waiting = new Map<number, (words: string[]) => void>();

  const end = (): void => {
    void thread?.terminate();
    thread = null;
    for (const answer of waiting.values()) answer([]);
    waiting.clear();
  };

  const begin = (chosen: Dictionary): Worker => {
    const data: SpellingStart = { ...files(chosen), learned: [...learned.all()] };
    const begun = new Worker(script, { workerData: data });
    begun.unref();
    begun.on('message', (message: unknown) => {
      const { id, words } = SpellingAnswer.parse(message);
      waiting.get(id)?.(words);
      waiting.delete(id);
    });
    begun.on('error', (error) => {
      failures += 1;
      log('error', 'spelling.failed', { error, failures });
      if (thread === begun) end();
    });
    return begun;
  };

  const ask = (question: (id: number) => SpellingQuestion): Promise<string[]> => {
    if (dictionary === null || failures >= MOST_FAILURES) return Promise.resolve([]);
    thread ??= begin(dictionary);
    lastId += 1;
    const id = lastId;
    const answer = new Promise<string[]>((resolve) => waiting.set(id, resolve));
    thread.postMessage(question(id));
    return answer;
  };

  return {
    use(chosen) {
      if (chosen === dictionary) return;
      dictionary = chosen;
      failures = 0;
      end();
    },
    misspelt: (words) => ask((id) => ({ kind: 'check', id, words: [...words] })),
    suggest: (word) => ask((id) => ({ kind: 'suggest', id, word })),
    learn(word) {
      learned.add(word);
      thread?.postMessage({ kind: 'learn', word } satisfies SpellingQuestion);
    },
  };
}
