/** The local history: the log's events as far as they were seen here, and what was last known about channels and people. */
import type { ChannelEvent } from '../../../shared/events.ts';
import { type ChannelId, Firm, Person, Seq } from '../../../shared/model.ts';
import { ChannelState } from '../../../shared/protocol.ts';
import { z } from '../../../shared/schema.ts';
import { merge, type Ranges } from '../merge.ts';

/** What is kept of a channel besides its events. */
export const SavedChannel = z.object({
  state: ChannelState,
  /** The part that is kept without gaps includes this seq (merge.ts). */
  base: Seq,
  /** The read cursor was moved here and the server has not been told yet. */
  readPending: z.boolean(),
});
export type SavedChannel = z.infer<typeof SavedChannel>;

export const Saved = z.object({ channels: z.array(SavedChannel), people: z.array(Person), firms: z.array(Firm) });
export type Saved = z.infer<typeof Saved>;

/** What a history holds when it is opened: which seqs of each channel, and what was saved besides. */
export type Loaded = Saved & { held: ReadonlyMap<ChannelId, Ranges> };

/** One flush: everything in it is stored, or nothing. */
export type Batch = {
  events: ReadonlyMap<ChannelId, readonly ChannelEvent[]>;
  channels: readonly SavedChannel[];
  people: readonly Person[];
  firms: readonly Firm[];
  /** Channels to forget with all their events. */
  gone: readonly ChannelId[];
};

export interface History {
  load(): Promise<Loaded>;
  /** The stored events of a range, in order; what is not stored is left out. Rejects with `StoreCorrupt`. */
  read(channel: ChannelId, from: number, to: number): Promise<ChannelEvent[]>;
  write(batch: Batch): Promise<void>;
  /** How many events are stored. */
  count(): number;
  /** Deletes everything; the history is not used afterwards. */
  destroy(): Promise<void>;
  close(): void;
}

/** The same without a disk: for machines that deny one. */
export function memoryHistory(): History {
  const held = new Map<ChannelId, Ranges>();
  const events = new Map<ChannelId, Map<number, ChannelEvent>>();
  let stored = 0;
  return {
    load: () => Promise.resolve({ channels: [], people: [], firms: [], held: new Map(held) }),
    read(channel, from, to) {
      const found = [...(events.get(channel)?.values() ?? [])].filter((event) => event.seq >= from && event.seq <= to);
      return Promise.resolve(found.sort((a, b) => a.seq - b.seq));
    },
    write(batch) {
      for (const [channel, added] of batch.events) {
        const { known, fresh } = merge(held.get(channel) ?? [], added);
        held.set(channel, known);
        const rows = events.get(channel) ?? new Map<number, ChannelEvent>();
        events.set(channel, rows);
        for (const event of fresh) rows.set(event.seq, event);
        stored += fresh.length;
      }
      for (const channel of batch.gone) {
        stored -= events.get(channel)?.size ?? 0;
        events.delete(channel);
        held.delete(channel);
      }
      return Promise.resolve();
    },
    count: () => stored,
    destroy() {
      events.clear();
      held.clear();
      stored = 0;
      return Promise.resolve();
    },
    close() {},
  };
}
