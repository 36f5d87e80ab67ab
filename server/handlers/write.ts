import { MullionError } from '../../shared/errors.ts';
import type { Appended, Entry } from '../log/event-log.ts';
import type { Context } from './handler.ts';

const TOO_MUCH = 'So much is being said in this channel that it cannot take more at once. It will be tried again.';

/**
 * Appends to a channel's log what a person does there, within what may be written to it by all together. Called after policy: how
 * busy a channel is that one may not see is nobody's business. Throws `rate-limited` with the time to wait.
 */
export async function write({ log, mayWrite }: Context, entry: Entry): Promise<Appended> {
  const retryAfterMs = mayWrite.take(entry.channel, Date.now());
  if (retryAfterMs > 0) throw new MullionError('rate-limited', TOO_MUCH, { retryAfterMs });
  return await log.append(entry);
}
