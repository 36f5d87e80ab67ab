import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineDiff, TimelineSnapshot } from '../../shared/engine-api.ts';
import { ChannelEvent } from '../../shared/events.ts';
import { ChannelId } from '../../shared/model.ts';
import {
  appliedDiff,
  extendedBy,
  holds,
  joined,
  KEPT_EVENTS,
  leftBehind,
  MOST_EVENTS,
  mergedSnapshot,
  partOf,
  shortened,
  type TimelinePart,
  tooLong,
} from './timeline-part.ts';

const channel = ChannelId.parse('00000000-0000-7000-8000-00000000000c');
const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** The events from `from` to `to`, made anew each time as they would come over a port. */
function run(from: number, to: number) {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) =>
    ChannelEvent.parse({
      seq: from + at,
      nth: from + at,
      id: uuid(from + at),
      actor: uuid(1),
      at: 1000 * (from + at),
      kind: 'message',
      body: { text: `m${from + at}` },
    }),
  );
}
const snapshot = (from: number, to: number): TimelineSnapshot => ({
  channel,
  events: run(from, to),
  hasOlder: from > 1,
  atNewest: true,
});
const append = (from: number, to: number): TimelineDiff => ({ channel, type: 'append', events: run(from, to) });
const prepend = (from: number, to: number): TimelineDiff => ({
  channel,
  type: 'prepend',
  events: run(from, to),
  hasOlder: from > 1,
});
const span = (part: TimelinePart | null) => part && [part.events[0]?.seq, part.events.at(-1)?.seq];

describe('the part of a log that a window holds', () => {
  it('grows at both ends', () => {
    const part = partOf(snapshot(50, 100));
    const grown = appliedDiff(part, append(101, 103));
    expect(span(grown)).toEqual([50, 103]);
    const older = grown && appliedDiff(grown, prepend(1, 49));
    expect(span(older)).toEqual([1, 103]);
    expect(older?.hasOlder).toBe(false);
  });

  it('ignores events that it has, and says when a diff does not join', () => {
    const part = partOf(snapshot(50, 100));
    expect(appliedDiff(part, append(90, 100))).toBe(part);
    expect(span(appliedDiff(part, append(99, 102)))).toEqual([50, 102]);
    expect(appliedDiff(part, append(102, 103))).toBeNull();
    expect(appliedDiff(part, prepend(10, 20))).toBeNull();
    expect(appliedDiff(part, prepend(50, 60))).toBe(part);
  });

  it('starts from nothing', () => {
    expect(span(appliedDiff(partOf(snapshot(1, 0)), append(1, 2)))).toEqual([1, 2]);
  });

  it('changes nothing visible when an engine that came back tells the same', () => {
    const part = partOf(snapshot(50, 100));
    expect(mergedSnapshot(part, snapshot(50, 100)).events).toBe(part.events);
    expect(mergedSnapshot(part, snapshot(80, 100)).events).toBe(part.events);
    expect(mergedSnapshot(part, snapshot(80, 100)).hasOlder).toBe(true);
  });

  it('keeps the identity of what it has, and extends it by what the engine has more', () => {
    const part = partOf(snapshot(50, 100));
    const merged = mergedSnapshot(part, snapshot(40, 110));
    expect(span(merged)).toEqual([40, 110]);
    expect(merged.events.slice(10, 61)).toEqual(part.events);
    expect(merged.events[10]).toBe(part.events[0]);
  });

  it('gives way to a snapshot that it does not touch', () => {
    expect(span(mergedSnapshot(partOf(snapshot(50, 100)), snapshot(300, 400)))).toEqual([300, 400]);
  });

  it('takes over that a body was erased', () => {
    const fresh = snapshot(50, 100);
    const erased = ChannelEvent.parse({ ...fresh.events[5], kind: 'erased', body: {} });
    const merged = mergedSnapshot(partOf(snapshot(50, 100)), { ...fresh, events: fresh.events.with(5, erased) });
    expect(merged.events[5]?.kind).toBe('erased');
  });

  it('is shortened to a fresh snapshot and what came after it', () => {
    const part = partOf(snapshot(1, MOST_EVENTS + 5));
    expect(tooLong(part)).toBe(true);
    const short = shortened(part, snapshot(MOST_EVENTS + 1 - KEPT_EVENTS, MOST_EVENTS));
    expect(span(short)).toEqual([MOST_EVENTS + 1 - KEPT_EVENTS, MOST_EVENTS + 5]);
    expect(short.hasOlder).toBe(true);
    expect(tooLong(short)).toBe(false);
  });

  it('is contiguous and in order after any diffs', () => {
    const bounds = fc
      .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const diffs = fc.array(
      fc.tuple(fc.constantFrom('append', 'prepend', 'reset'), bounds).map(([type, [from, to]]): TimelineDiff => {
        if (type === 'reset') return { channel, type, snapshot: snapshot(from, to) };
        return type === 'append' ? append(from, to) : prepend(from, to);
      }),
    );
    fc.assert(
      fc.property(bounds, diffs, ([from, to], all) => {
        let part = partOf(snapshot(from, to));
        for (const diff of all) part = appliedDiff(part, diff) ?? part;
        const first = part.events[0]?.seq ?? 0;
        expect(part.events.map(({ seq }) => seq)).toEqual(part.events.map((_, at) => first + at));
      }),
    );
  });
});

describe('a part of its own, apart from the newest', () => {
  const apart = (from: number, to: number): TimelinePart => ({ ...partOf(snapshot(from, to)), atNewest: false });

  it('grows at both ends by pages that touch it, and by no others', () => {
    const part = apart(50, 100);
    expect(span(extendedBy(part, { events: run(1, 49), hasOlder: false }))).toEqual([1, 100]);
    expect(extendedBy(part, { events: run(1, 49), hasOlder: false }).hasOlder).toBe(false);
    expect(span(extendedBy(part, { events: run(101, 130), hasOlder: true }))).toEqual([50, 130]);
    expect(extendedBy(part, { events: run(20, 48), hasOlder: true })).toBe(part);
    expect(extendedBy(part, { events: [], hasOlder: true })).toBe(part);
  });

  it('becomes one with the newest exactly when nothing is missing between them', () => {
    const seq = fc.integer({ min: 1, max: 60 });
    const pair = fc.record({ from: seq, size: fc.integer({ min: 0, max: 30 }) });
    fc.assert(
      fc.property(pair, pair, (one, other) => {
        const mine = apart(one.from, one.from + one.size);
        const newest = partOf(snapshot(other.from, other.from + other.size));
        const whole = joined(mine, newest);
        const all = [...new Set([...mine.events, ...newest.events].map((event) => event.seq))].sort((a, b) => a - b);
        const contiguous = all.every((each, at) => at === 0 || each === (all[at - 1] ?? 0) + 1);
        expect(whole !== null).toBe(contiguous);
        if (!whole) return;
        expect(whole.events.map((event) => event.seq)).toEqual(all);
        expect(whole.hasOlder).toBe((all[0] ?? 0) > 1);
        expect(whole.events.filter((event) => newest.events.includes(event))).toEqual(newest.events);
        expect(whole.atNewest).toBe(true);
      }),
    );
  });

  it('is known to hold an event, and to be left behind', () => {
    expect([49, 50, 100, 101].map((at) => holds(apart(50, 100), at))).toEqual([false, true, true, false]);
    expect(leftBehind(apart(50, 100), partOf(snapshot(101, 120)))).toBe(false);
    expect(leftBehind(apart(50, 100), partOf(snapshot(102, 120)))).toBe(true);
  });
});
