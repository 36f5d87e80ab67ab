/**
 * The outbox as a state machine. Pure: what happened in, next state and what to do out.
 *
 *            ┌──────── lost connection, passing refusal ────────┐
 *            ▼                                                  │
 *   queue ► queued ──start──► sending ──ack──► acknowledged ──seen──► gone
 *            ▲                   └──refused──► failed ──discard──► gone
 *            └──────────────── retry ────────────┘
 *
 * One message of a channel is under way at a time, in the order in which they were said. One that failed is passed over
 * by those behind it. `seen` (the log holds its event) removes an item from any state; the acknowledgement and the event
 * may come in either order.
 */
import type { OutboxItem } from '../../shared/engine-api.ts';
import type { Problem } from '../../shared/errors.ts';
import type { ChannelId, EventId, Seq } from '../../shared/model.ts';
import { passes } from './refusals.ts';

export type Entry = {
  readonly order: number;
  readonly item: OutboxItem;
  /** Committed by the server at this seq, while its event is not here yet. */
  readonly acknowledged: Seq | null;
  /** It was given to a connection at least once: the server may have it. */
  readonly attempted: boolean;
};
/** In order of `order`. */
export type Outbox = readonly Entry[];

export type OutboxEvent =
  | { type: 'queue'; item: OutboxItem; order: number }
  | { type: 'start'; id: EventId }
  | { type: 'ack'; id: EventId; seq: Seq }
  | { type: 'seen'; id: EventId }
  | { type: 'refuse'; id: EventId; problem: Problem }
  | { type: 'disconnect' }
  | { type: 'retry'; id: EventId; order: number }
  | { type: 'discard'; id: EventId };

/** What a step changes for those who watch, and on disk. */
export type Step = {
  outbox: Outbox;
  upsert: Entry[];
  remove: EventId[];
  /** To be stored (a new item, a failure, a retry). */
  store: Entry[];
  /** Not to be sent again, whatever happens: to be removed from the disk. */
  settle: EventId[];
};

const unchanged = (outbox: Outbox): Step => ({ outbox, upsert: [], remove: [], store: [], settle: [] });

function withState(entry: Entry, state: OutboxItem['state'], problem?: Problem): Entry {
  const { problem: _, ...rest } = entry.item;
  return { ...entry, item: problem ? { ...rest, state, problem } : { ...rest, state } };
}

export function step(outbox: Outbox, event: OutboxEvent): Step {
  if (event.type === 'disconnect') {
    const back = outbox.filter(({ item, acknowledged }) => item.state === 'sending' && acknowledged === null);
    const changed = new Map(back.map((entry) => [entry.item.id, withState(entry, 'queued')]));
    return { ...unchanged(outbox.map((entry) => changed.get(entry.item.id) ?? entry)), upsert: [...changed.values()] };
  }
  if (event.type === 'queue') {
    if (outbox.some(({ item }) => item.id === event.item.id)) return unchanged(outbox);
    const entry: Entry = { order: event.order, item: event.item, acknowledged: null, attempted: false };
    const next = [...outbox, entry].sort((a, b) => a.order - b.order);
    return { ...unchanged(next), upsert: [entry], store: [entry] };
  }
  const entry = outbox.find(({ item }) => item.id === event.id);
  if (!entry) return unchanged(outbox);
  const replace = (next: Entry): Step => ({
    ...unchanged(outbox.map((each) => (each === entry ? next : each)).sort((a, b) => a.order - b.order)),
    upsert: [next],
  });
  const without: Step = {
    ...unchanged(outbox.filter((each) => each !== entry)),
    remove: [event.id],
    settle: entry.acknowledged === null ? [event.id] : [],
  };
  const { state } = entry.item;
  switch (event.type) {
    case 'start':
      return state === 'queued' ? replace({ ...withState(entry, 'sending'), attempted: true }) : unchanged(outbox);
    case 'ack':
      if (entry.acknowledged !== null) return unchanged(outbox);
      return { ...replace({ ...withState(entry, 'sending'), acknowledged: event.seq }), settle: [event.id] };
    case 'seen':
      return without;
    case 'refuse': {
      if (state !== 'sending' || entry.acknowledged !== null) return unchanged(outbox);
      if (passes(event.problem.code)) return replace(withState(entry, 'queued'));
      const failed = withState(entry, 'failed', event.problem);
      return { ...replace(failed), store: [failed] };
    }
    case 'retry': {
      if (state !== 'failed') return unchanged(outbox);
      const again = { ...withState(entry, 'queued'), order: event.order };
      return { ...replace(again), store: [again] };
    }
    case 'discard':
      return mayDiscard(entry) ? without : unchanged(outbox);
  }
}

/** Whether a message can be taken back: it failed, or no connection has had it yet. */
export const mayDiscard = ({ item, attempted }: Entry): boolean =>
  item.state === 'failed' || (item.state === 'queued' && !attempted);

/** Acknowledged messages of a channel whose place in the log is held by now, whichever way it came. */
export function arrived(outbox: Outbox, channel: ChannelId, holds: (seq: Seq) => boolean): EventId[] {
  return outbox.flatMap(({ item, acknowledged }) =>
    item.channel === channel && acknowledged !== null && holds(acknowledged) ? [item.id] : [],
  );
}

/** What may be sent now: of each channel the first that waits, unless one of that channel is under way. */
export function sendable(outbox: Outbox): Entry[] {
  const blocked = new Set<ChannelId>();
  const next: Entry[] = [];
  for (const entry of outbox) {
    const { channel, state } = entry.item;
    if (entry.acknowledged !== null || state === 'failed' || blocked.has(channel)) continue;
    blocked.add(channel);
    if (state === 'queued') next.push(entry);
  }
  return next;
}
