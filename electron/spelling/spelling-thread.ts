/** The thread that spells: opening a dictionary takes half a second, and a suggestion a tenth, which no window may wait for. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { openSpeller } from './speller.ts';
import { type SpellingAnswer, SpellingQuestion, SpellingStart } from './thread-messages.ts';

const { aff, dic, learned } = SpellingStart.parse(workerData);
const speller = openSpeller({ aff: readFileSync(aff, 'utf8'), dic: readFileSync(dic, 'utf8') }, learned);

parentPort?.on('message', (message: unknown) => {
  const question = SpellingQuestion.parse(message);
  if (question.kind === 'learn') return speller.learn(question.word);
  const words = question.kind === 'check' ? speller.misspelt(question.words) : speller.suggest(question.word);
  parentPort?.postMessage({ id: question.id, words } satisfies SpellingAnswer);
});
