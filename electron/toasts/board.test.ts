import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChannelId, Seq } from '../../shared/model.ts';
import type { Toast } from '../../shared/toast.ts';
import { arrived, type Board, cleared, emptyBoard, FEW, left, MOST_KNOWN, MOST_SINGLES, OF_LATE_MS, read } from './board.ts';

const channels = [1, 2, 3].map((number) => ChannelId.parse(`00000000-0000-7000-8000-00000000000${number}`));
const [one, other] = channels as [ChannelId, ChannelId];

function toast(seq: number, channel: ChannelId = one): Toast {
  return { channel, seq: Seq.parse(seq), why: 'direct', sender: 'Chidi Okoye', name: '', text: `number ${seq}`, action: false };
}

const seqs = (board: Board) => board.cards.map(({ digest, toasts }) => [digest, ...toasts.map(({ seq }) => seq)]);

describe('toasts', () => {
  test('are shown one by one while few come', () => {
    const board = arrived(arrived(emptyBoard, [toast(1)], 0), [toast(2), toast(3)], 1_000);
    expect(seqs(board)).toEqual([
      [false, 1],
      [false, 2],
      [false, 3],
    ]);
  });

  test('more than three within ten seconds are one digest, which takes in those that are there', () => {
    const few = arrived(emptyBoard, [toast(1), toast(2), toast(3)], 0);
    const many = arrived(few, [toast(4)], OF_LATE_MS - 1);
    expect(seqs(many)).toEqual([[true, 1, 2, 3, 4]]);
    const more = arrived(many, [toast(5, other)], OF_LATE_MS);
    expect(seqs(more)).toEqual([[true, 1, 2, 3, 4, 5]]);
    expect(more.cards[0]?.id).toBe(many.cards[0]?.id);
  });

  test('ten seconds later they are shown one by one again', () => {
    const many = arrived(emptyBoard, [toast(1), toast(2), toast(3), toast(4)], 0);
    expect(seqs(arrived(many, [toast(5)], OF_LATE_MS))).toEqual([
      [true, 1, 2, 3, 4],
      [false, 5],
    ]);
  });

  test('of those that come slowly the newest four stay', () => {
    let board = emptyBoard;
    for (let seq = 1; seq <= 9; seq += 1) board = arrived(board, [toast(seq)], seq * OF_LATE_MS);
    expect(seqs(board)).toEqual([6, 7, 8, 9].map((seq) => [false, seq]));
  });

  test('what is read goes, also out of a digest', () => {
    const few = arrived(emptyBoard, [toast(1), toast(2), toast(1, other)], 0);
    expect(seqs(read(few, [{ channel: one, read: 1 }]))).toEqual([
      [false, 2],
      [false, 1],
    ]);
    const many = arrived(few, [toast(3)], 0);
    expect(seqs(read(many, [{ channel: one, read: 2 }]))).toEqual([[true, 1, 3]]);
    const all = [one, other].map((channel) => ({ channel, read: 9 }));
    expect(read(many, all).cards).toEqual([]);
  });

  test('nothing is shown twice, also after it was read, put away, or told while it was not to be seen', () => {
    const shown = arrived(emptyBoard, [toast(1)], 0);
    expect(arrived(shown, [toast(1)], 1)).toBe(shown);
    expect(arrived(read(shown, [{ channel: one, read: 1 }]), [toast(1)], 1).cards).toEqual([]);
    expect(arrived(left(shown, 1), [toast(1)], 1).cards).toEqual([]);
    const unseen = arrived(emptyBoard, [toast(1)], 0, false);
    expect(arrived(unseen, [toast(1)], 1).cards).toEqual([]);
  });
});

type Act =
  | { do: 'arrive'; toasts: Toast[]; wait: number; show: boolean }
  | { do: 'read'; channel: ChannelId; seq: number }
  | { do: 'leave'; id: number }
  | { do: 'clear' };

const someChannel = fc.constantFrom(...channels);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('arrive' as const),
      toasts: fc.array(
        fc.tuple(fc.integer({ min: 1, max: 30 }), someChannel).map(([seq, channel]) => toast(seq, channel)),
        {
          maxLength: 6,
        },
      ),
      wait: fc.integer({ min: 0, max: 8_000 }),
      show: fc.boolean(),
    }),
  },
  fc.record({ do: fc.constant('read' as const), channel: someChannel, seq: fc.integer({ min: 0, max: 30 }) }),
  fc.record({ do: fc.constant('leave' as const), id: fc.integer({ min: 1, max: 30 }) }),
  fc.constant({ do: 'clear' as const }),
);

test('whatever happens: few cards, one digest at most, no message on two, none that came back, none that was read', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      let board = emptyBoard;
      let now = 0;
      const told = new Set<string>();
      for (const each of acts) {
        const before = new Set(board.cards.flatMap(({ toasts }) => toasts.map(({ channel, seq }) => `${channel} ${seq}`)));
        if (each.do === 'arrive') {
          now += each.wait;
          board = arrived(board, each.toasts, now, each.show);
        } else if (each.do === 'read') board = read(board, [{ channel: each.channel, read: each.seq }]);
        else if (each.do === 'leave') board = left(board, each.id);
        else board = cleared(board);
        const singles = board.cards.filter(({ digest }) => !digest);
        expect(singles.length).toBeLessThanOrEqual(MOST_SINGLES);
        expect(board.cards.length - singles.length).toBeLessThanOrEqual(1);
        expect(new Set(board.cards.map(({ id }) => id)).size).toBe(board.cards.length);
        const shown = board.cards.flatMap(({ toasts }) => toasts.map(({ channel, seq }) => `${channel} ${seq}`));
        expect(new Set(shown).size).toBe(shown.length);
        for (const name of shown) if (!before.has(name)) expect(told.has(name)).toBe(false);
        if (each.do === 'arrive') for (const { channel, seq } of each.toasts) told.add(`${channel} ${seq}`);
        if (each.do === 'read')
          for (const { toasts } of board.cards) {
            for (const { channel, seq } of toasts) expect(channel === each.channel && seq <= each.seq).toBe(false);
          }
      }
    }),
  );
});

test('many at once never become many toasts, and all of them are counted', () => {
  fc.assert(
    fc.property(fc.integer({ min: FEW + 1, max: 300 }), (count) => {
      const all = Array.from({ length: count }, (_, at) => toast(at + 1));
      const { cards } = arrived(emptyBoard, all, 0);
      expect(cards).toHaveLength(1);
      expect(cards[0]?.toasts).toHaveLength(count);
    }),
  );
});

test('what is remembered is bounded', () => {
  const all = Array.from({ length: MOST_KNOWN + 500 }, (_, at) => toast(at + 1));
  expect(arrived(emptyBoard, all, 0).known.size).toBe(MOST_KNOWN);
});
