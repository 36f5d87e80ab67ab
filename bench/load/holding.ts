/**
 * What one client holds of its channels, by the product's rule: events in order of seq, without a gap, and what is told twice is
 * held once. Unlike the product it keeps all ids, so that each can be checked against the log.
 */
import type { ChannelId, EventId } from '../../shared/model.ts';
import { Seq } from '../../shared/model.ts';

export type Told = { seq: Seq; id: EventId };
export type Cursors = Record<ChannelId, Seq>;

/** The whole log of each channel, ids in order of seq: that of seq 1 comes first. */
export type Log = Record<ChannelId, EventId[]>;
export type Verdict = { lost: number; doubled: number };

type Channel = { first: Seq; ids: EventId[] };

export class Holding {
  readonly #channels = new Map<ChannelId, Channel>();

  /** `cursors`: what it had before, which is not looked at again. */
  constructor(cursors: Cursors) {
    for (const [channel, first] of entries(cursors)) this.#channels.set(channel, { first, ids: [] });
  }

  cursor(channel: ChannelId): Seq {
    const known = this.#channels.get(channel);
    return Seq.parse(known ? known.first + known.ids.length : 0);
  }

  cursors(): Cursors {
    const cursors: Cursors = {};
    for (const channel of this.#channels.keys()) cursors[channel] = this.cursor(channel);
    return cursors;
  }

  /** Takes events; false when something before them is missing: then they are not taken. */
  take(channel: ChannelId, events: readonly Told[]): boolean {
    const known = this.#channels.get(channel);
    if (!known) return true;
    for (const { seq, id } of events) {
      const next = known.first + known.ids.length + 1;
      if (seq > next) return false;
      if (seq === next) known.ids.push(id);
    }
    return true;
  }

  /** Compares with the log: every event that came after the first cursors is to be held, once, and nothing else. */
  check(log: Log): Verdict {
    const verdict = { lost: 0, doubled: 0 };
    for (const [channel, { first, ids }] of this.#channels) {
      const wanted = new Set(log[channel]?.slice(first));
      const held = new Set(ids.filter((id) => wanted.has(id)));
      verdict.lost += wanted.size - held.size;
      verdict.doubled += ids.length - held.size;
    }
    return verdict;
  }
}

/** The entries of a record whose keys are channels. */
export function entries<T>(record: Record<ChannelId, T>): [ChannelId, T][] {
  return Object.entries(record) as [ChannelId, T][];
}
