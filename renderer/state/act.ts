import { useState } from 'react';
import { toProblem } from '../../shared/errors.ts';

export type Act = {
  busy: boolean;
  /** The sentence of what went wrong, until the next attempt. */
  problem: string | null;
  /** Does it, unless it is being done already; `done` is called only when it went well. */
  run<T>(action: () => Promise<T>, done: (result: T) => void): void;
};

/** Something that a dialog asks of the engine: once at a time, with its refusal in words. */
export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  return {
    busy,
    problem,
    run(action, done) {
      if (busy) return;
      setBusy(true);
      setProblem(null);
      void action()
        .then(done, (error: unknown) => setProblem(toProblem(error).message))
        .finally(() => setBusy(false));
    },
  };
}
