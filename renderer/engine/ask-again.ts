/** What the engine asks for by itself, and was refused: nobody waits for it, and nobody else would ask again. */
import { MullionError } from '../../shared/errors.ts';
import type { Clock, Log } from './clock.ts';
import { againAfter } from './refusals.ts';

/** Logs the refusal, and does `again` later where that may help. Throws what is no refusal. */
export function askAgain(error: unknown, what: string, again: () => void, { clock, log }: { clock: Clock; log: Log }): void {
  if (!(error instanceof MullionError)) throw error;
  log('info', what, error.code);
  const wait = againAfter(error);
  if (wait !== null) clock.after(wait, again);
}
