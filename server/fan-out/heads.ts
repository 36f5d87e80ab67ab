/**
 * The newest seq and message count of every channel, in memory.
 */
import { type ChannelId, Seq } from '../../shared/model.ts';
import type { PushOf } from '../../shared/protocol.ts';
import type { Committed, Head } from '../log/event-log.ts';

/** The head of a channel that holds nothing yet. */
const beginning: Head = { head: Seq.parse(0), headNth: 0 };

export class Heads {
  readonly #heads = new Map<ChannelId, Head>();

  /** Sets what the log says; never goes back. */
  put(channel: ChannelId, head: Head): void {
    const known = this.#heads.get(channel);
    if (!known || known.head < head.head) this.#heads.set(channel, head);
  }

  take(committed: readonly Committed[]): void {
    for (const { channel, events } of committed) {
      const newest = events.at(-1);
      if (newest) this.put(channel, { head: newest.seq, headNth: newest.nth });
    }
  }

  of(channel: ChannelId): Head {
    return this.#heads.get(channel) ?? beginning;
  }

  /** What a client that hears these channels is told. */
  frame(channels: Iterable<ChannelId>, now: number): PushOf<'heads'> {
    const heads: PushOf<'heads'>['heads'] = {};
    for (const channel of channels) heads[channel] = this.of(channel);
    return { now, heads };
  }
}
