import { describe, expect, it } from 'vitest';
import { gathered } from './gathered.ts';

type Query = { questions: readonly string[]; answer: () => void; fail: (error: Error) => void };

/** Questions whose answers are they themselves; a query is answered when the test says so. */
function asking(most = 100) {
  const queries: Query[] = [];
  const ask = gathered<string, string>({
    keyOf: (question) => question,
    read: (questions) =>
      new Promise((resolve, reject) => {
        const answer = () => resolve(new Map(questions.map((question) => [question, question])));
        queries.push({ questions, answer, fail: reject });
      }),
    most,
  });
  /** The query of this number, once it is asked. */
  const query = async (number: number): Promise<Query> => {
    for (;;) {
      const known = queries[number];
      if (known) return known;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { ask, queries, query };
}

describe('who asks at the same time', () => {
  it('is answered by one query, in which each question stands once', async () => {
    const { ask, queries, query } = asking();
    const answers = Promise.all([ask(['a', 'b']), ask(['b', 'c'])]);
    const first = await query(0);
    expect(first.questions).toEqual(['a', 'b', 'c']);
    first.answer();
    const [one, other] = await answers;
    expect(one.get('a')).toBe('a');
    expect(other.get('c')).toBe('c');
    expect(queries).toHaveLength(1);
  });

  it('waits for the next query when one is under way: an answer is never older than its question', async () => {
    const { ask, query } = asking();
    const before = ask(['a']);
    const first = await query(0);
    let answered = false;
    const after = ask(['a']).then(() => {
      answered = true;
    });
    first.answer();
    await before;
    const second = await query(1);
    expect(answered).toBe(false);
    second.answer();
    await after;
  });

  it('is told of a failure, and nobody after them', async () => {
    const { ask, query } = asking();
    const lost = ask(['a']);
    (await query(0)).fail(new Error('gone'));
    await expect(lost).rejects.toThrow('gone');
    const found = ask(['a']);
    (await query(1)).answer();
    expect((await found).get('a')).toBe('a');
  });

  it('shares a query only up to its bound; who alone asks more still asks once', async () => {
    const { ask, query } = asking(2);
    const answers = Promise.all([ask(['a', 'b', 'c']), ask(['d']), ask(['e'])]);
    const first = await query(0);
    expect(first.questions).toEqual(['a', 'b', 'c']);
    first.answer();
    const second = await query(1);
    expect(second.questions).toEqual(['d', 'e']);
    second.answer();
    await answers;
  });

  it('needs no query when nothing is asked', async () => {
    const { ask, queries } = asking();
    expect((await ask([])).size).toBe(0);
    expect(queries).toHaveLength(0);
  });
});
