/** Sends what the outbox holds: durable first, in order, once. The decisions are outbox-state.ts's. */

import { backoff } from '../../shared/backoff.ts';
import type { EngineInput, OutboxItem } from '../../shared/engine-api.ts';
import { MullionError, toProblem } from '../../shared/errors.ts';
import type { ChannelId, EventId, Seq } from '../../shared/model.ts';
import { type CallInput, type CallOutput, MAX_FRAME_BYTES } from '../../shared/protocol.ts';
import type { Clock, Log } from './clock.ts';
import { arrived, type Entry, mayDiscard, type OutboxEvent, type Outbox as State, sendable, step } from './outbox-state.ts';
import type { SharedState } from './shared-state.ts';
import type { AccountKey, Kept } from './store/kept.ts';

/** What the frame around a message may take of the server's limit (bytes). */
const ENVELOPE_BYTES = 1024;
const TOO_LATE = 'The server may have this message already: it cannot be taken back.';

export type OutboxParts = {
  account: AccountKey;
  kept: Kept;
  shared: SharedState;
  /** Gives a message to the server; rejects as `Connection.call`. */
  give(message: CallInput<'send'>): Promise<CallOutput<'send'>>;
  clock: Clock;
  random: () => number;
  log: Log;
  /** Whether the log holds this seq. */
  holds(channel: ChannelId, seq: Seq): boolean;
  /** The server has committed a message at this place; the log may not hold it yet. */
  onAcknowledged(channel: ChannelId, seq: Seq, nth: number): void;
};

export interface Outbox {
  /** Reads what an earlier engine left. To be awaited before anything else. */
  load(): Promise<void>;
  /** Resolves when the message is durable. The same id again gives the same item. */
  send(input: EngineInput<'send'>): Promise<OutboxItem>;
  retry(id: EventId): Promise<void>;
  /** Rejects with `not-allowed` when the server may have it already. */
  discard(id: EventId): Promise<OutboxItem['body']>;
  /** The channel's log has grown, by events with these ids that were said by oneself, among others. */
  seen(channel: ChannelId, ids: readonly EventId[]): void;
  /** Begins to send: the connection is up and what was missed is known. */
  resume(): void;
  /** The connection is gone. */
  pause(): void;
}

export function createOutbox(parts: OutboxParts): Outbox {
  const { account, kept, shared, clock, log } = parts;
  let state: State = [];
  let order = 0;
  let open = false;
  /** Ids being written for the first time. */
  const queueing = new Map<EventId, Promise<OutboxItem>>();
  const resting = new Set<ChannelId>();
  const refusals = new Map<ChannelId, number>();

  /** Steps and tells; what must be stored is stored after it was told (a new message is stored before: see `send`). */
  async function happen(event: OutboxEvent): Promise<void> {
    const next = step(state, event);
    state = next.outbox;
    if (next.upsert.length > 0 || next.remove.length > 0)
      shared.change({ outbox: { upsert: next.upsert.map(({ item }) => item), remove: next.remove } });
    try {
      for (const entry of next.store) await kept.saveItem(account, entry);
      for (const id of next.settle) await kept.removeItem(account, id);
    } catch (error) {
      // What stays on disk too long is sent again with the same id, which makes no second event.
      log('warn', 'the outbox on disk is behind', error);
    }
  }

  function pump(): void {
    if (!open) return;
    for (const entry of sendable(state)) if (!resting.has(entry.item.channel)) void transmit(entry);
  }

  async function transmit({ item }: Entry): Promise<void> {
    const { id, channel, body } = item;
    void happen({ type: 'start', id });
    try {
      const { seq, nth } = await parts.give({ channel, id, body });
      refusals.delete(channel);
      void happen({ type: 'ack', id, seq });
      parts.onAcknowledged(channel, seq, nth);
      seen(channel, []);
    } catch (error) {
      const told = toProblem(error);
      void happen({ type: 'refuse', id, problem: told });
      rest(channel, told.retryAfterMs);
    }
    pump();
  }

  function rest(channel: ChannelId, atLeast: number | undefined): void {
    const count = refusals.get(channel) ?? 0;
    refusals.set(channel, count + 1);
    resting.add(channel);
    clock.after(backoff(count, parts.random(), atLeast), () => {
      resting.delete(channel);
      pump();
    });
  }

  async function queue({ id, channel, body, pane }: EngineInput<'send'>): Promise<OutboxItem> {
    order += 1;
    const mine = order;
    const item: OutboxItem = { id, channel, body, queuedAt: clock.now(), state: 'queued' };
    try {
      await kept.saveItem(account, { order: mine, item }, { pane, channel });
    } catch (error) {
      throw new MullionError('storage', undefined, { cause: error });
    }
    const next = step(state, { type: 'queue', item, order: mine });
    state = next.outbox;
    shared.change({ outbox: { upsert: next.upsert.map((entry) => entry.item), remove: [] } });
    pump();
    return item;
  }

  function seen(channel: ChannelId, ids: readonly EventId[]): void {
    if (state.length === 0) return;
    const own = ids.filter((id) => state.some(({ item }) => item.id === id));
    const here = arrived(state, channel, (seq) => parts.holds(channel, seq));
    for (const id of new Set([...own, ...here])) void happen({ type: 'seen', id });
  }

  const find = (id: EventId): Entry => {
    const entry = state.find(({ item }) => item.id === id);
    if (!entry) throw new MullionError('not-found', 'This message has been sent, or was taken back.');
    return entry;
  };

  return {
    async load() {
      const { items, unreadable } = await kept.outbox(account);
      if (unreadable > 0) log('error', `${unreadable} unsent messages on disk cannot be read; they are left where they are`);
      for (const { order: at, item } of items) {
        const { problem: why, ...rest } = item;
        const next: OutboxItem = why ? item : { ...rest, state: 'queued' };
        state = step(state, { type: 'queue', item: next, order: at }).outbox;
        order = Math.max(order, at);
      }
      shared.change({ outbox: { upsert: state.map(({ item }) => item), remove: [] } });
    },
    async send(input) {
      const bytes = new TextEncoder().encode(JSON.stringify(input.body)).length;
      if (bytes > MAX_FRAME_BYTES - ENVELOPE_BYTES) throw new MullionError('too-large');
      const known = state.find(({ item }) => item.id === input.id);
      if (known) return known.item;
      const queued = queueing.get(input.id) ?? queue(input).finally(() => queueing.delete(input.id));
      queueing.set(input.id, queued);
      return queued;
    },
    async retry(id) {
      find(id);
      order += 1;
      await happen({ type: 'retry', id, order });
      pump();
    },
    async discard(id) {
      const entry = find(id);
      if (!mayDiscard(entry)) throw new MullionError('not-allowed', TOO_LATE);
      // From the disk first: what stayed there would be sent by the next engine.
      try {
        await kept.removeItem(account, id);
      } catch (error) {
        throw new MullionError('storage', undefined, { cause: error });
      }
      if (!state.some((each) => each.item.id === id && mayDiscard(each))) throw new MullionError('not-allowed', TOO_LATE);
      await happen({ type: 'discard', id });
      return entry.item.body;
    },
    seen,
    resume() {
      open = true;
      resting.clear();
      refusals.clear();
      pump();
    },
    pause() {
      open = false;
      void happen({ type: 'disconnect' });
    },
  };
}
