import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineDiff, TimelineSnapshot } from '../../shared/engine-api.ts';
import { ChannelEvent } from '../../shared/events.ts';
import { ChannelId } from '../../shared/model.ts';
import {
  appliedDiff,
  KEPT_EVENTS,
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
