import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChannelEvent } from '../../shared/events.ts';
import { Seq } from '../../shared/model.ts';
import type { ChannelState } from '../../shared/protocol.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { logOf, personNamed } from '../testing/log-of.ts';
import { afterEvents, afterHead, afterRead, afterServerRead, reconciled, recounted, unreadOf } from './unread.ts';

const me = personNamed('me');
const other = personNamed('other');
const [view] = createFakeEngine().shared().channels;
if (!view) throw new Error('the script has no channel');
const { unread: _unread, behind: _behind, ...scripted } = view;
const zero = Seq.parse(0);
const fresh: ChannelState = { ...scripted, head: zero, headNth: 0, read: zero, readNth: 0, mentions: 0 };

/** A log in which some messages are one's own and some mention one. */
const logs = fc.array(fc.record({ mine: fc.boolean(), mentioned: fc.boolean() }), { minLength: 1, maxLength: 40 }).map((marks) =>
  logOf(marks.length, other).map((event, at): ChannelEvent => {
    const { mine = false, mentioned = false } = marks[at] ?? {};
    const actor = mine ? me : other;
    if (event.kind !== 'message' || !mentioned) return { ...event, actor };
    return { ...event, actor, body: { ...event.body, mentions: [me] } };
  }),
);
const counted = (log: readonly ChannelEvent[], read: number) =>
  log.filter((event) => event.kind === 'message' && event.seq > read);

describe('mentions', () => {
  test('C12 are what the log has of them where all that is unread is at hand, whatever was told; else what was told', () => {
    let counted = 0;
    let told = 0;
    fc.assert(
      fc.property(logs, fc.nat(20), fc.nat(9), fc.nat(40), (log, at, mentions, missing) => {
        const head = Seq.parse(log.length);
        const read = Seq.parse(Math.min(at, log.length));
        const state = { ...fresh, head, headNth: log.at(-1)?.nth ?? 0, read, readNth: log[read - 1]?.nth ?? 0, mentions };
        const atHand = log.filter((event) => event.seq !== missing);
        const complete = missing <= read || missing > head;
        const right = log.filter(
          (event) => event.kind === 'message' && event.seq > read && event.actor !== me && event.body.mentions?.includes(me),
        ).length;
        expect(recounted(state, atHand.toReversed(), me)).toEqual({ ...state, mentions: complete ? right : mentions });
        if (complete && right !== mentions) counted += 1;
        if (!complete && right !== mentions) told += 1;
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(counted, told)).toBeGreaterThan(5);
  });
});

describe('unread counts', () => {
  test('C12 after any sequence of receiving and reading, they are what counting gives', () => {
    fc.assert(
      fc.property(logs, fc.array(fc.nat(40)), (log, reads) => {
        let state = fresh;
        let read = 0;
        for (const [at, event] of log.entries()) {
          state = afterEvents(state, [event], me);
          if (event.kind === 'message' && event.actor === me) read = event.seq;
          const to = log[(reads[at] ?? 40) % log.length];
          if (reads[at] !== undefined && to && to.seq <= event.seq) {
            state = afterRead(state, to, log.slice(0, at + 1), me);
            read = Math.max(read, to.seq);
          }
          const unread = counted(log.slice(0, at + 1), read);
          expect(unreadOf(state)).toBe(unread.length);
          expect(state.mentions).toBe(
            unread.filter((each) => each.kind === 'message' && each.actor !== me && each.body.mentions?.includes(me)).length,
          );
        }
      }),
    );
  });

  test('D7 the read cursor never moves back, whoever moves it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1 }), (reads) => {
        let state = afterEvents(fresh, logOf(40, other), me);
        for (const [at, to] of reads.entries()) {
          const before = state.read;
          const seq = Seq.parse(to);
          state =
            at % 2 === 0
              ? afterRead(state, { seq, nth: to }, [], me)
              : afterServerRead(state, { read: seq, readNth: to, mentions: 0 });
          expect(state.read).toBeGreaterThanOrEqual(before);
        }
      }),
    );
  });

  test('a heartbeat that tells of more makes it unread before it is here', () => {
    const state = afterHead(afterEvents(fresh, logOf(3, other), me), Seq.parse(9), 8);
    expect(unreadOf(state)).toBe(8);
    expect(afterHead(state, Seq.parse(4), 4)).toBe(state);
  });

  test('what was read without a connection stays read when the server has not heard of it', () => {
    const local = afterRead(afterEvents(fresh, logOf(5, other), me), { seq: Seq.parse(5), nth: 4 }, [], me);
    const told = { ...fresh, head: Seq.parse(5), headNth: 4 };
    expect(unreadOf(reconciled(local, told))).toBe(0);
    expect(reconciled(undefined, told)).toBe(told);
  });
});
