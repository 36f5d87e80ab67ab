import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '../../shared/engine-api.ts';
import { ChannelId, EventId } from '../../shared/model.ts';
import { appliedOutbox, LEAVING_MS, type OutboxState, pendingOf, replacedOutbox, withItem, withoutItem } from './outbox.ts';

const channel = ChannelId.parse('00000000-0000-7000-8000-00000000000c');
const idOf = (n: number) => EventId.parse(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
const item = (n: number, state: OutboxItem['state'] = 'queued'): OutboxItem => ({
  id: idOf(n),
  channel,
  body: { text: `m${n}` },
  queuedAt: n,
  state,
});
const empty: OutboxState = { items: [], leaving: [] };
const never = () => false;
const shown = (state: OutboxState, isEvent: (id: EventId) => boolean = never) =>
  pendingOf(state, channel, isEvent).map(({ id }) => id);

describe('the outbox of a window', () => {
  it('keeps the order in which messages were queued, while their state changes', () => {
    const queued = appliedOutbox(empty, { upsert: [item(1), item(2)], remove: [] }, 0);
    const sending = appliedOutbox(queued, { upsert: [item(1, 'sending'), item(3)], remove: [] }, 0);
    expect(shown(sending)).toEqual([idOf(1), idOf(2), idOf(3)]);
    expect(sending.items[0]?.state).toBe('sending');
  });

  it('shows a message at no time twice and at no time not at all, whichever is told first', () => {
    const sending = appliedOutbox(empty, { upsert: [item(1, 'sending')], remove: [] }, 0);
    const left = appliedOutbox(sending, { upsert: [], remove: [idOf(1)] }, 0);
    expect(shown(left)).toEqual([idOf(1)]);
    expect(shown(left, (id) => id === idOf(1))).toEqual([]);
    expect(shown(sending, (id) => id === idOf(1))).toEqual([]);
  });

  it('lets go of what has left after a while', () => {
    const left = appliedOutbox(appliedOutbox(empty, { upsert: [item(1)], remove: [] }, 0), { upsert: [], remove: [idOf(1)] }, 0);
    expect(shown(appliedOutbox(left, { upsert: [], remove: [] }, LEAVING_MS + 1))).toEqual([]);
  });

  it('drops a failed message that was discarded at once', () => {
    const failed = appliedOutbox(empty, { upsert: [item(1, 'failed')], remove: [] }, 0);
    expect(shown(appliedOutbox(failed, { upsert: [], remove: [idOf(1)] }, 0))).toEqual([]);
    expect(shown(withoutItem(failed, idOf(1)))).toEqual([]);
  });

  it('takes what a fresh engine no longer holds for sent', () => {
    const before = appliedOutbox(empty, { upsert: [item(1, 'sending'), item(2)], remove: [] }, 0);
    const after = replacedOutbox(before, [item(2)], 0);
    expect(after.items.map(({ id }) => id)).toEqual([idOf(2)]);
    expect(shown(after)).toEqual([idOf(1), idOf(2)]);
  });

  it('knows an item that this window has just stored, once', () => {
    const stored = withItem(empty, item(1));
    expect(shown(stored)).toEqual([idOf(1)]);
    expect(withItem(stored, item(1))).toBe(stored);
    const left = appliedOutbox(stored, { upsert: [], remove: [idOf(1)] }, 0);
    expect(withItem(left, item(1))).toBe(left);
  });
});
