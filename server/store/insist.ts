/** What must be done gets done: it is tried again, with growing waits, until it succeeds or nobody wants it any more. */
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';

const RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;

export type Insisting = {
  /** What the log says of each failure: `The connection for changes could not be made again`. */
  failure: string;
  /** Once aborted, it is not tried again. */
  signal: AbortSignal;
  log: Logger;
};

/** Resolves once `act` has, or the signal is aborted; never rejects. */
export async function insist(act: () => Promise<void>, { failure, signal, log }: Insisting): Promise<void> {
  for (let wait = RETRY_MS; !signal.aborted; wait = Math.min(wait * 2, MAX_RETRY_MS)) {
    try {
      await act();
      return;
    } catch (error) {
      log.warn({ err: error }, `${failure}; it will be tried again.`);
      await setTimeout(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}
