import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { ChannelEvent } from '../../shared/events.ts';
import { ChannelId, EventId, PersonId, Seq } from '../../shared/model.ts';
import { silent } from '../testing/log.ts';
import { Delivery } from './delivery.ts';

const channel = ChannelId.parse('7d0a2b1c-0000-4000-8000-000000000001');
const id = EventId.parse('7d0a2b1c-0000-4000-8000-000000000002');
const actor = PersonId.parse('7d0a2b1c-0000-4000-8000-000000000003');

const event = (seq: number): ChannelEvent => ({
  seq: Seq.parse(seq),
  nth: seq,
  id,
  actor,
  at: 0,
  kind: 'message',
  body: { text: `${seq}` },
});
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => event(from + index));

/** A delivery over a log that has `length` events, and what it told. */
function tellingOf(length: number) {
  const source = {
    eventsAfter: vi.fn(async (_: ChannelId, after: Seq, limit: number) => run(after + 1, Math.min(after + limit, length))),
    heads: vi.fn(async () => new Map([[channel, Seq.parse(length)]])),
  };
  const waited: number[] = [];
  const delivery = new Delivery(source, silent, async (ms) => void waited.push(ms));
  const told: number[] = [];
  delivery.onCommit((committed) => told.push(...committed.flatMap(({ events }) => events.map(({ seq }) => seq))));
  return { source, delivery, told, waited };
}

describe('telling of commits', () => {
  it('tells of its own commit at once, without reading', () => {
    const { source, delivery, told } = tellingOf(3);
    delivery.begin(new Map());
    delivery.tell([{ channel, events: run(1, 3) }]);
    expect(told).toEqual([1, 2, 3]);
    expect(source.eventsAfter).not.toHaveBeenCalled();
  });

  it('reads what another process committed in between, and tells it first', async () => {
    const { delivery, told } = tellingOf(5);
    delivery.begin(new Map([[channel, Seq.parse(1)]]));
    delivery.tell([{ channel, events: run(5, 5) }]);
    await vi.waitFor(() => expect(told).toEqual([2, 3, 4, 5]));
  });

  it('waits with everything until it has begun', () => {
    const { delivery, told } = tellingOf(2);
    delivery.tell([{ channel, events: run(1, 2) }]);
    expect(told).toEqual([]);
    delivery.begin(new Map());
    expect(told).toEqual([1, 2]);
  });

  it('finds what was missed while it could not listen, as soon as the log can be read', async () => {
    const { source, delivery, told, waited } = tellingOf(4);
    delivery.begin(new Map([[channel, Seq.parse(2)]]));
    source.heads.mockRejectedValueOnce(new Error('not yet')).mockRejectedValueOnce(new Error('not yet'));
    await delivery.catchUp();
    expect(told).toEqual([3, 4]);
    // Longer each time, so that a database that comes back is not stormed.
    expect(waited).toEqual([250, 500]);
  });

  it('goes on when a listener fails', () => {
    const { delivery, told } = tellingOf(1);
    delivery.onCommit(() => {
      throw new Error('broken');
    });
    delivery.begin(new Map());
    delivery.tell([{ channel, events: run(1, 1) }]);
    expect(told).toEqual([1]);
  });

  it('tells every event once and in order, however notices and commits overlap', async () => {
    const length = 30;
    const step = fc.record({ from: fc.integer({ min: 1, max: length }), more: fc.nat(5), own: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { delivery, told } = tellingOf(length);
        delivery.begin(new Map());
        for (const { from, more, own } of steps) {
          const to = Math.min(length, from + more);
          if (own) delivery.tell([{ channel, events: run(from, to) }]);
          else delivery.notice(channel, Seq.parse(to));
        }
        await delivery.catchUp();
        await vi.waitFor(() => expect(told).toHaveLength(length));
        expect(told).toEqual(run(1, length).map(({ seq }) => seq));
      }),
    );
  });
});
