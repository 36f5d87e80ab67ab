import { useEffect, useState } from 'react';
import { type Problem, toProblem } from '../../shared/errors.ts';
import type { Channel, Person } from '../../shared/model.ts';
import { useEngine } from './engine.ts';

/** Typing rests this long (ms) before the directory is asked. */
const REST_MS = 150;

export type DirectoryAnswer =
  | { state: 'loading' }
  | { state: 'found'; query: string; people: readonly Person[]; channels: readonly Channel[] }
  | { state: 'failed'; problem: Problem };

/** What the directory holds for a query. While a new answer is on its way the one before stays. */
export function useDirectory(query: string): DirectoryAnswer {
  const engine = useEngine();
  const [answer, setAnswer] = useState<DirectoryAnswer>({ state: 'loading' });
  useEffect(() => {
    let current = true;
    const ask = async () => {
      const next = await engine.call('directory', { query }).then(
        (found): DirectoryAnswer => ({ state: 'found', query, ...found }),
        (error: unknown): DirectoryAnswer => ({ state: 'failed', problem: toProblem(error) }),
      );
      if (current) setAnswer(next);
    };
    const timer = setTimeout(() => void ask(), query === '' ? 0 : REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [engine, query]);
  return answer;
}
