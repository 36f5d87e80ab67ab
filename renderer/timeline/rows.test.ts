import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '../../shared/engine-api.ts';
import { ChannelEvent } from '../../shared/events.ts';
import { ChannelId, EventId, PersonId, Seq } from '../../shared/model.ts';
import { FOLLOWS_MS, type MessageRow, type Row, type RowInput, rowOf, rowsOf, shiftOf } from './rows.ts';
import { stageTo } from './stages.ts';

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const person = (n: number) => PersonId.parse(uuid(n));
const me = person(1);
const noon = new Date(2026, 10, 23, 12).getTime();
const day = 86_400_000;

type Said = { by?: number; at?: number; kind?: 'message' | 'join' | 'leave' | 'topic' | 'erased' };

function log(said: readonly Said[]): ChannelEvent[] {
  let nth = 0;
  return said.map(({ by = 2, at = noon, kind = 'message' }, index) => {
    if (kind === 'message') nth += 1;
    const bodies = {
      message: { text: `m${index}` },
      join: { person: person(by) },
      leave: { person: person(by) },
      topic: { topic: 't' },
      erased: {},
    };
    return ChannelEvent.parse({ seq: index + 1, nth, id: uuid(1000 + index), actor: person(by), at, kind, body: bodies[kind] });
  });
}
const input = (events: readonly ChannelEvent[], more: Partial<RowInput> = {}): RowInput => ({
  events,
  pending: [],
  hasOlder: false,
  unreadAfter: null,
  me,
  ...more,
});
const messages = (rows: readonly Row[]) => rows.filter((row): row is MessageRow => row.kind === 'message');

describe('the rows of a timeline', () => {
  it('begin each day with its name, but not where the day began earlier', () => {
    const events = log([{ at: noon - day }, { at: noon - day + 1 }, { at: noon }, { at: noon + 1 }]);
    const begins = (hasOlder: boolean) => rowsOf(input(events, { hasOlder }), null).all.map((row) => row.day !== null);
    expect(begins(false)).toEqual([true, false, true, false]);
    expect(begins(true)).toEqual([false, false, true, false]);
  });

  it('are found by their events, also by those that they have gathered', () => {
    const { all } = rowsOf(input(log([{}, { kind: 'join' }, { kind: 'leave' }, {}])), null);
    const found = (seq: number) => rowOf(all, Seq.parse(seq))?.at;
    expect([1, 2, 3, 4, 9].map(found)).toEqual([0, 1, 1, 2, 2]);
    const later = rowsOf(input(log([{}, {}, {}]).slice(1), { hasOlder: true }), null).all;
    expect(rowOf(later, Seq.parse(1))).toBeNull();
    expect(rowOf([], Seq.parse(1))).toBeNull();
  });

  it('have one "new" line, before the first message of others after the mark', () => {
    const events = log([{}, {}, { by: 1 }, { kind: 'topic' }, {}, {}]);
    const { all } = rowsOf(input(events, { unreadAfter: Seq.parse(2) }), null);
    expect(all.map((row) => row.unread)).toEqual([false, false, false, false, true, false]);
    expect(rowsOf(input(events, { unreadAfter: Seq.parse(6) }), null).all.some((row) => row.unread)).toBe(false);
    expect(
      rowsOf(input(events.slice(3), { unreadAfter: Seq.parse(1), hasOlder: true }), null).all.some((row) => row.unread),
    ).toBe(false);
  });

  it('tell that a speaker goes on, within five minutes', () => {
    const events = log([{ at: noon }, { at: noon + 1 }, { at: noon + FOLLOWS_MS + 2 }, { by: 3, at: noon + FOLLOWS_MS + 3 }]);
    expect(messages(rowsOf(input(events), null).all).map((row) => row.follows)).toEqual([false, true, false, false]);
  });

  it('gather joins and leaves in a row, but not a topic', () => {
    const events = log([{ kind: 'join' }, { kind: 'leave' }, { kind: 'topic' }, { kind: 'join' }, {}, { kind: 'join' }]);
    const { all } = rowsOf(input(events), null);
    expect(all.map((row) => (row.kind === 'system' ? row.events.length : 0))).toEqual([2, 1, 1, 0, 1]);
  });

  it('end with what has not arrived, under the key that it will have', () => {
    const item: OutboxItem = {
      id: EventId.parse(uuid(1002)),
      channel: ChannelId.parse(uuid(9)),
      body: { text: 'm2' },
      queuedAt: noon,
      state: 'sending',
    };
    const events = log([{}, {}, { by: 1 }]);
    const before = rowsOf(input(events.slice(0, 2), { pending: [item] }), null);
    const after = rowsOf(input(events), before);
    expect(before.all.at(-1)).toMatchObject({ kind: 'message', state: 'sending', seq: null });
    expect(after.all.at(-1)).toMatchObject({ kind: 'message', state: 'sent' });
    expect(after.all.at(-1)?.key).toBe(before.all.at(-1)?.key);
    expect(after.all).toHaveLength(3);
  });

  it('keep their identity when others are added', () => {
    const events = log([{}, {}, {}, {}]);
    const before = rowsOf(input(events.slice(1, 3), { hasOlder: true }), null);
    const appended = rowsOf(input(events.slice(1, 4), { hasOlder: true }), before);
    expect(appended.all.slice(0, 2)).toEqual(before.all);
    expect(appended.all[0]).toBe(before.all[0]);
    const prepended = rowsOf(input(events), appended);
    expect(prepended.all[3]).toBe(appended.all[2]);
  });

  const said = fc.array(
    fc.record({
      by: fc.integer({ min: 1, max: 4 }),
      kind: fc.constantFrom(
        'message' as const,
        'message' as const,
        'join' as const,
        'leave' as const,
        'topic' as const,
        'erased' as const,
      ),
      at: fc.integer({ min: 0, max: 4 * day }).map((offset) => noon + offset),
    }),
    { minLength: 1, maxLength: 60 },
  );

  it('are the same whether made at once or step by step', () => {
    fc.assert(
      fc.property(said, fc.array(fc.nat(60)), fc.option(fc.nat(60)), (all, cuts, mark) => {
        const events = log(all);
        const more = { unreadAfter: mark === null ? null : Seq.parse(mark) };
        let rows = rowsOf(input([], more), null);
        for (const cut of [...cuts].sort((a, b) => a - b)) rows = rowsOf(input(events.slice(0, cut), more), rows);
        const whole = rowsOf(input(events, more), null).all;
        expect(rowsOf(input(events, more), rows).all).toEqual(whole);
      }),
    );
  });

  it('are the same when older events come page by page', () => {
    fc.assert(
      fc.property(said, fc.array(fc.nat(60)), fc.option(fc.nat(60)), (all, cuts, mark) => {
        const events = log(all);
        const at = (from: number) => {
          const part = events.slice(from);
          return input(part, { hasOlder: from > 0, unreadAfter: mark === null ? null : Seq.parse(mark) });
        };
        let rows = rowsOf(at(events.length - 1), null);
        for (const cut of [...cuts, 0].sort((a, b) => b - a)) rows = rowsOf(at(Math.min(cut, events.length - 1)), rows);
        const whole = rowsOf(at(0), null).all;
        expect(rows.all).toEqual(whole);
      }),
    );
  });

  it('reach any other rows in stages whose changes are at one end each', () => {
    fc.assert(
      fc.property(said, fc.tuple(fc.nat(60), fc.nat(60)), fc.tuple(fc.nat(60), fc.nat(60)), (all, [a, b], [c, d]) => {
        const events = log(all);
        const rows = (from: number, to: number) =>
          rowsOf(input(events.slice(Math.min(from, to), Math.max(from, to)), { hasOlder: true }), null).all;
        const [before, after] = [rows(a, b), rows(c, d)];
        let stage = stageTo(before, after);
        for (let steps = 0; stage.rows !== stage.goal && steps < 3; steps += 1) {
          if (stage.shift) expect(stage.rows.length - before.length).toBe(shiftOf(before, after));
          stage = stageTo(stage.rows, stage.goal);
        }
        expect(stage.rows).toBe(after);
      }),
    );
  });
});
