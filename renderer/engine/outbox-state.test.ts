import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OutboxItem } from '../../shared/engine-api.ts';
import { problem } from '../../shared/errors.ts';
import { EventId, Seq } from '../../shared/model.ts';
import { channelNamed } from '../testing/log-of.ts';
import { arrived, mayDiscard, type Outbox, type OutboxEvent, sendable, step } from './outbox-state.ts';

const idOf = (n: number): EventId => EventId.parse(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
const channels = [channelNamed('a'), channelNamed('b')] as const;
const item = (n: number, channel = channels[0]): OutboxItem => ({
  id: idOf(n),
  channel,
  body: { text: `words ${n}` },
  queuedAt: n,
  state: 'queued',
});

/** What a test server does with one send: takes it or not, and answers or not. */
type Fate = 'taken' | 'taken, answer lost' | 'lost' | 'busy' | 'refused' | 'event first';

describe('the outbox', () => {
  test('whatever the network does, nothing is lost, nothing is doubled, and each channel keeps its order', () => {
    const fate = fc.constantFrom<Fate>('taken', 'taken, answer lost', 'lost', 'busy', 'event first');
    const messages = fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        messages,
        fc.array(fate, { maxLength: 60 }),
        fc.array(fc.nat(3), { maxLength: 60 }),
        (said, fates, restarts) => {
          let outbox: Outbox = [];
          /** What an engine finds on disk after it died. */
          const disk = new Map<EventId, { order: number; item: OutboxItem }>();
          const log: EventId[] = [];
          const happen = (event: OutboxEvent) => {
            const next = step(outbox, event);
            outbox = next.outbox;
            for (const { order, item: stored } of next.store) disk.set(stored.id, { order, item: stored });
            for (const id of next.settle) disk.delete(id);
          };
          const commit = (id: EventId) => {
            if (!log.includes(id)) log.push(id);
          };
          for (const [n, which] of said.entries()) happen({ type: 'queue', item: item(n, channels[which]), order: n });
          for (let round = 0; outbox.length > 0; round += 1) {
            for (const { item: next } of sendable(outbox)) {
              happen({ type: 'start', id: next.id });
              const now = fates[round] ?? 'taken';
              if (now !== 'lost' && now !== 'busy') commit(next.id);
              if (now === 'event first') happen({ type: 'seen', id: next.id });
              if (now === 'taken' || now === 'event first')
                happen({ type: 'ack', id: next.id, seq: Seq.parse(log.indexOf(next.id) + 1) });
              if (now === 'taken, answer lost' || now === 'lost') happen({ type: 'disconnect' });
              if (now === 'busy') happen({ type: 'refuse', id: next.id, problem: problem('unavailable') });
            }
            if (restarts[round] === 0) {
              outbox = [];
              for (const kept of [...disk.values()].sort((a, b) => a.order - b.order)) happen({ type: 'queue', ...kept });
            }
            // Events come with the next frame, or with the next sync.
            if ((fates[round] ?? 'taken') !== 'lost') for (const id of log) happen({ type: 'seen', id });
          }
          expect([...log].sort()).toEqual(said.map((_, n) => idOf(n)));
          for (const channel of [0, 1]) {
            const wanted = said.flatMap((which, n) => (which === channel ? [idOf(n)] : []));
            expect(log.filter((id) => wanted.includes(id))).toEqual(wanted);
          }
          expect(disk.size).toBe(0);
        },
      ),
    );
  });

  test('one message of a channel is under way at a time', () => {
    let outbox: Outbox = [];
    for (const n of [1, 2, 3])
      outbox = step(outbox, { type: 'queue', item: item(n, channels[n === 3 ? 1 : 0]), order: n }).outbox;
    expect(sendable(outbox).map((entry) => entry.item.id)).toEqual([idOf(1), idOf(3)]);
    outbox = step(outbox, { type: 'start', id: idOf(1) }).outbox;
    expect(sendable(outbox).map((entry) => entry.item.id)).toEqual([idOf(3)]);
  });

  test('a message that the server refuses fails with its reason, and those behind it go on', () => {
    let outbox: Outbox = [];
    for (const n of [1, 2]) outbox = step(outbox, { type: 'queue', item: item(n), order: n }).outbox;
    outbox = step(outbox, { type: 'start', id: idOf(1) }).outbox;
    const refused = step(outbox, { type: 'refuse', id: idOf(1), problem: problem('read-only') });
    expect(refused.upsert[0]?.item).toMatchObject({ state: 'failed', problem: { code: 'read-only' } });
    expect(refused.store).toHaveLength(1);
    expect(sendable(refused.outbox).map((entry) => entry.item.id)).toEqual([idOf(2)]);
    const again = step(refused.outbox, { type: 'retry', id: idOf(1), order: 3 });
    expect(again.outbox.map((entry) => entry.item.id)).toEqual([idOf(2), idOf(1)]);
    expect(again.upsert[0]?.item).not.toHaveProperty('problem');
  });

  test('an acknowledged message stays to be seen until its event is here, but is not sent again', () => {
    let outbox = step([], { type: 'queue', item: item(1), order: 1 }).outbox;
    outbox = step(outbox, { type: 'start', id: idOf(1) }).outbox;
    const acknowledged = step(outbox, { type: 'ack', id: idOf(1), seq: Seq.parse(7) });
    expect(acknowledged.remove).toEqual([]);
    expect(acknowledged.settle).toEqual([idOf(1)]);
    outbox = step(acknowledged.outbox, { type: 'disconnect' }).outbox;
    expect(sendable(outbox)).toEqual([]);
    expect(arrived(outbox, channels[0], (seq) => seq < 7)).toEqual([]);
    expect(arrived(outbox, channels[1], () => true)).toEqual([]);
    expect(arrived(outbox, channels[0], (seq) => seq === 7)).toEqual([idOf(1)]);
    expect(step(outbox, { type: 'seen', id: idOf(1) }).remove).toEqual([idOf(1)]);
  });

  test('only what no connection has had can be taken back', () => {
    let outbox = step([], { type: 'queue', item: item(1), order: 1 }).outbox;
    expect(outbox.every(mayDiscard)).toBe(true);
    outbox = step(outbox, { type: 'start', id: idOf(1) }).outbox;
    outbox = step(outbox, { type: 'disconnect' }).outbox;
    expect(outbox.some(mayDiscard)).toBe(false);
    expect(step(outbox, { type: 'discard', id: idOf(1) }).remove).toEqual([]);
  });
});
