/**
 * The book of channels: what is known of each, and the one place where events enter the log. Whatever brings events (live
 * frames, sync answers, history pages) brings them here, in any order.
 */
import type { ChannelView } from '../../shared/engine-api.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import type { ChannelId, EventId, PersonId, Seq } from '../../shared/model.ts';
import { Seq as SeqSchema } from '../../shared/model.ts';
import { type ChannelState, SYNC_TAIL } from '../../shared/protocol.ts';
import type { Logs } from './logs.ts';
import { cursorOf, keptFrom, missingIn, type Range } from './merge.ts';
import type { SharedState } from './shared-state.ts';
import type { SavedChannel } from './store/history.ts';
import { afterEvents, afterHead, reconciled, recounted, unreadOf } from './unread.ts';
import type { Writer } from './writer.ts';

export type Book = {
  has(channel: ChannelId): boolean;
  ids(): ChannelId[];
  state(channel: ChannelId): ChannelState | undefined;
  /** How many members it has. */
  size(channel: ChannelId): number;
  /** The server's description of a channel, new or changed. */
  describe(state: ChannelState): void;
  /** Not a member any more: forgotten, with all its events. */
  forget(channel: ChannelId): void;
  /** Includes events; those of channels that one is not a member of are ignored. Returns the fresh ones. */
  take(channel: ChannelId, events: readonly ChannelEvent[]): ChannelEvent[];
  /** How far the log goes, as told by a heartbeat or an acknowledgement. */
  head(channel: ChannelId, head: Seq, headNth: number): void;
  /** A change of one's own of what is read. `pending`: the server has not been told. */
  setState(channel: ChannelId, state: ChannelState, readPending: boolean): void;
  readPending(): ChannelId[];
  /** What a history that is built anew begins with: all channels, and none of their events. */
  anew(): SavedChannel[];
  cursors(): Record<ChannelId, Seq>;
  /** From where on the log is kept without gaps. */
  base(channel: ChannelId): number;
  /** What is missing up to the head, oldest first. */
  missing(channel: ChannelId): Range[];
  setBehind(channel: ChannelId, behind: ChannelView['behind']): void;
};

type Entry = SavedChannel & { behind: ChannelView['behind'] };

export type BookParts = {
  me: PersonId;
  logs: Logs;
  writer: Writer;
  shared: SharedState;
  saved: readonly SavedChannel[];
  /** Fresh events have entered. */
  onEvents(channel: ChannelId, fresh: readonly ChannelEvent[], ownIds: readonly EventId[]): void;
};

const seq = (value: number): Seq => SeqSchema.parse(value);

/** Of a channel of which nothing is held, the newest events are kept from now on: those that `sync` gives. */
const firstBase = ({ head }: ChannelState): Seq => seq(Math.max(1, head - SYNC_TAIL + 1));

export function createBook(parts: BookParts): Book {
  const { me, logs, writer, shared } = parts;
  const entries = new Map<ChannelId, Entry>();

  const view = ({ state, behind }: Entry): ChannelView => ({ ...state, unread: unreadOf(state), behind });
  const tell = (entry: Entry) => shared.change({ channels: { upsert: [view(entry)], remove: [] } });

  function put(entry: Entry): void {
    entries.set(entry.state.channel.id, entry);
    writer.channel({ state: entry.state, base: entry.base, readPending: entry.readPending });
    tell(entry);
  }

  for (const saved of parts.saved) entries.set(saved.state.channel.id, { ...saved, behind: null });
  if (entries.size > 0) shared.change({ channels: { upsert: [...entries.values()].map(view), remove: [] } });

  return {
    has: (channel) => entries.has(channel),
    ids: () => [...entries.keys()],
    state: (channel) => entries.get(channel)?.state,
    size: (channel) => entries.get(channel)?.state.firms.reduce((sum, { members }) => sum + members, 0) ?? 0,
    describe(told) {
      const before = entries.get(told.channel.id);
      const state = reconciled(before?.state, told);
      const base = before?.base ?? firstBase(told);
      put({ state, base, readPending: before?.readPending ?? false, behind: before?.behind ?? null });
    },
    forget(channel) {
      if (!entries.delete(channel)) return;
      logs.forget(channel);
      shared.change({ channels: { upsert: [], remove: [channel] } });
    },
    take(channel, events) {
      const entry = entries.get(channel);
      if (!entry) return [];
      const fresh = logs.add(channel, events);
      const own = events.filter((event) => event.actor === me).map((event) => event.id);
      if (fresh.length > 0) {
        const late = fresh.some(({ seq }) => seq <= entry.state.head);
        const followed = afterEvents(entry.state, fresh, me);
        const state = late ? recounted(followed, logs.recent(channel), me) : followed;
        if (state !== entry.state) put({ ...entry, state });
      }
      if (fresh.length > 0 || own.length > 0) parts.onEvents(channel, fresh, own);
      return fresh;
    },
    head(channel, head, headNth) {
      const entry = entries.get(channel);
      if (!entry) return;
      const state = afterHead(entry.state, head, headNth);
      if (state !== entry.state) put({ ...entry, state });
    },
    setState(channel, state, readPending) {
      const entry = entries.get(channel);
      if (entry && (entry.state !== state || entry.readPending !== readPending)) put({ ...entry, state, readPending });
    },
    readPending: () => [...entries.values()].filter((entry) => entry.readPending).map((entry) => entry.state.channel.id),
    anew: () => [...entries.values()].map(({ state, readPending }) => ({ state, readPending, base: firstBase(state) })),
    cursors() {
      const cursors: Record<ChannelId, Seq> = {};
      for (const [channel, { base }] of entries) cursors[channel] = seq(cursorOf(logs.known(channel), base));
      return cursors;
    },
    base: (channel) => keptFrom(logs.known(channel), entries.get(channel)?.base ?? 1),
    missing(channel) {
      const entry = entries.get(channel);
      const known = logs.known(channel);
      if (!entry) return [];
      return missingIn(known, keptFrom(known, entry.base), entry.state.head);
    },
    setBehind(channel, behind) {
      const entry = entries.get(channel);
      if (!entry || JSON.stringify(entry.behind) === JSON.stringify(behind)) return;
      const next = { ...entry, behind };
      entries.set(channel, next);
      tell(next);
    },
  };
}
