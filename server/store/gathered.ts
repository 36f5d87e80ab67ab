/**
 * One query for all who ask at the same time. What is asked while a query is under way waits for the next one, so that an answer
 * is never older than its question; a herd that comes back asks a few large questions instead of thousands of small ones.
 *
 *   ask A ─► query {A} ──────► answer A
 *   ask B ──────┐ ask A ─┐
 *               └────────┴──► query {A, B} ──► answers B, A
 */
import { setImmediate } from 'node:timers/promises';

export type GatheredParts<Q, V> = {
  /** What makes two questions the same, and finds the answer. */
  keyOf: (question: Q) => string;
  /** Answers questions, each of them once, by their keys. */
  read: (questions: readonly Q[]) => Promise<ReadonlyMap<string, V>>;
  /** Most questions in one query, unless one who asks has more. */
  most: number;
};

type Asking<Q, V> = { questions: readonly Q[]; resolve(answers: ReadonlyMap<string, V>): void; reject(error: unknown): void };

/** Each who asks is answered with all that the query found: it may be more than they asked for. */
export function gathered<Q, V>({
  keyOf,
  read,
  most,
}: GatheredParts<Q, V>): (questions: readonly Q[]) => Promise<ReadonlyMap<string, V>> {
  const waiting: Asking<Q, V>[] = [];
  let reading = false;

  /** Those whom the next query answers, and what it asks. */
  function next(): { asking: Asking<Q, V>[]; questions: Q[] } {
    const questions = new Map<string, Q>();
    let count = 0;
    for (const { questions: more } of waiting) {
      if (count > 0 && questions.size + more.length > most) break;
      for (const question of more) questions.set(keyOf(question), question);
      count++;
    }
    return { asking: waiting.splice(0, count), questions: [...questions.values()] };
  }

  async function readAll(): Promise<void> {
    reading = true;
    // What is asked in the same turn of the event loop goes together.
    await setImmediate();
    while (waiting.length > 0) {
      const { asking, questions } = next();
      try {
        const answers = await read(questions);
        for (const { resolve } of asking) resolve(answers);
      } catch (error) {
        for (const { reject } of asking) reject(error);
      }
    }
    reading = false;
  }

  return (questions) =>
    new Promise((resolve, reject) => {
      if (questions.length === 0) return resolve(new Map());
      waiting.push({ questions, resolve, reject });
      if (!reading) void readAll();
    });
}
