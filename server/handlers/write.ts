import { MullionError } from '../../shared/errors.ts';
import type { ChannelId } from '../../shared/model.ts';
import type { Context } from './handler.ts';

const TOO_MUCH = 'So much is being said in this channel that it cannot take more at once. It will be tried again.';

/**
 * Takes one from what may be written to a channel, by all together. Asked after policy: how busy a channel is that one may not see
 * is nobody's business. Throws `rate-limited` with the time to wait.
 */
export function requireRoom({ mayWrite }: Context, channel: ChannelId): void {
  const retryAfterMs = mayWrite.take(channel, Date.now());
  if (retryAfterMs > 0) throw new MullionError('rate-limited', TOO_MUCH, { retryAfterMs });
}
