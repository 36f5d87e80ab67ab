/**
 * One's own messages that the log does not hold yet. An item may leave the outbox a moment before its event arrives;
 * until then it is kept as *leaving*, so that a message is at no time shown twice, and at no time not at all.
 */
import { create } from 'zustand';
import type { OutboxItem, Shared, SharedDiff } from '../../shared/engine-api.ts';
import type { ChannelId, EventId, PersonId } from '../../shared/model.ts';

/** How long an item that has left is kept for its event (ms). */
export const LEAVING_MS = 10_000;

export type OutboxState = {
  /** In the order in which they were queued. */
  items: readonly OutboxItem[];
  /** Left the outbox, and not yet seen in a timeline; with the time when they go (ms). */
  leaving: readonly { item: OutboxItem; until: number }[];
};

const empty: OutboxState = { items: [], leaving: [] };

export const useOutbox = create<OutboxState>(() => empty);

/** The outbox after a diff. What was on its way is kept as leaving; what had failed was taken back, and goes at once. */
export function appliedOutbox(state: OutboxState, diff: NonNullable<SharedDiff['outbox']>, now: number): OutboxState {
  const upserts = new Map(diff.upsert.map((item) => [item.id, item]));
  const removed = new Set(diff.remove);
  const items = state.items.filter((item) => !removed.has(item.id)).map((item) => upserts.get(item.id) ?? item);
  const known = new Set(items.map((item) => item.id));
  for (const item of upserts.values()) if (!known.has(item.id)) items.push(item);
  const left = state.items.filter((item) => removed.has(item.id) && item.state !== 'failed');
  return {
    items,
    leaving: [
      ...state.leaving.filter(({ item, until }) => until > now && !upserts.has(item.id)),
      ...left.map((item) => ({ item, until: now + LEAVING_MS })),
    ],
  };
}

/** The outbox as a fresh engine tells it. What it no longer holds has been sent meanwhile. */
export function replacedOutbox(state: OutboxState, items: readonly OutboxItem[], now: number): OutboxState {
  const told = new Set(items.map((item) => item.id));
  const remove = state.items.filter((item) => !told.has(item.id)).map((item) => item.id);
  return appliedOutbox(state, { upsert: [...items], remove }, now);
}

/** An item that the person took back: nothing of it stays. */
export function withoutItem(state: OutboxState, id: EventId): OutboxState {
  return {
    items: state.items.filter((item) => item.id !== id),
    leaving: state.leaving.filter(({ item }) => item.id !== id),
  };
}

/** The outbox with an item that has just been stored, which the next frame will tell of as well. */
export function withItem(state: OutboxState, item: OutboxItem): OutboxState {
  const known = state.items.some(({ id }) => id === item.id) || state.leaving.some((left) => left.item.id === item.id);
  return known ? state : { ...state, items: [...state.items, item] };
}

/** What is to be shown below a channel's events: its items that are not among them, in the order queued. */
export function pendingOf(state: OutboxState, channel: ChannelId, isEvent: (id: EventId) => boolean): readonly OutboxItem[] {
  const leaving = state.leaving.map(({ item }) => item);
  return [...leaving, ...state.items].filter((item) => item.channel === channel && !isEvent(item.id));
}

/** Forgets an item at once, when the person has discarded it in this window. */
export function forgetItem(id: EventId): void {
  useOutbox.setState((state) => withoutItem(state, id));
}

/** Shows an item that this window has stored: its row is there when the composer is empty. */
export function rememberItem(item: OutboxItem): void {
  useOutbox.setState((state) => withItem(state, item));
}

function settleLater(): void {
  setTimeout(() => {
    const now = Date.now();
    useOutbox.setState(({ leaving }) => ({ leaving: leaving.filter(({ until }) => until > now) }));
  }, LEAVING_MS + 1);
}

let account: PersonId | undefined;

/** What one person has written is never shown to the next one who signs in here. */
function follow(me: Shared['me']): void {
  const next = me?.person.id;
  if (next !== account) useOutbox.setState(empty);
  account = next;
}

/** Lets the outbox take part in what the engine tells (see connect.ts). */
export const outboxFeed = {
  replace(shared: Shared): void {
    follow(shared.me);
    useOutbox.setState((state) => replacedOutbox(state, shared.outbox, Date.now()));
    if (useOutbox.getState().leaving.length) settleLater();
  },
  apply(diff: SharedDiff): void {
    if (diff.me !== undefined) follow(diff.me);
    const { outbox } = diff;
    if (!outbox) return;
    useOutbox.setState((state) => appliedOutbox(state, outbox, Date.now()));
    if (outbox.remove.length) settleLater();
  },
};
