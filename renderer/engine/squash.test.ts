import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Shared, SharedDiff, TimelineDiff, TimelineSnapshot } from '../../shared/engine-api.ts';
import { EventId, Seq } from '../../shared/model.ts';
import { applyShared, applyTimeline } from '../client/apply.ts';
import { createFakeEngine } from '../client/fake-engine.ts';
import { channelNamed, logOf, personNamed } from '../testing/log-of.ts';
import { createSharedState } from './shared-state.ts';
import { KEPT_WAITING, MOST_WAITING, squashShared, squashTimeline } from './squash.ts';

const view = createFakeEngine().shared().channels[0];
const people = ['a', 'b', 'c'].map(personNamed);
const names = ['a', 'b', 'c'].map(channelNamed);
const ids = [1, 2, 3].map((n) => EventId.parse(`00000000-0000-7000-8000-00000000000${n}`));

const which = fc.integer({ min: 0, max: 2 });
const sharedDiff: fc.Arbitrary<SharedDiff> = fc
  .record({
    channels: fc.option(fc.record({ upsert: fc.uniqueArray(which), remove: fc.uniqueArray(which), unread: fc.nat(9) })),
    outbox: fc.option(fc.record({ upsert: fc.uniqueArray(which), remove: fc.uniqueArray(which) })),
    presences: fc.option(fc.uniqueArray(which)),
    me: fc.boolean(),
    since: fc.option(fc.nat()),
    windows: fc.option(fc.nat(9)),
  })
  .map(({ channels, outbox, presences, me, since, windows }) => {
    const diff: SharedDiff = {};
    if (channels && view) {
      diff.channels = {
        upsert: channels.upsert.flatMap((at) =>
          names[at] ? [{ ...view, channel: { ...view.channel, id: names[at] }, unread: channels.unread }] : [],
        ),
        remove: channels.remove.flatMap((at) => names[at] ?? []),
      };
    }
    if (outbox) {
      diff.outbox = {
        upsert: outbox.upsert.flatMap((at) =>
          ids[at]
            ? [{ id: ids[at], channel: channelNamed('a'), body: { text: 'x' }, queuedAt: at, state: 'queued' as const }]
            : [],
        ),
        remove: outbox.remove.flatMap((at) => ids[at] ?? []),
      };
    }
    if (presences)
      diff.presences = presences.flatMap((at) =>
        people[at] ? [{ person: people[at], status: 'busy' as const, since: at }] : [],
      );
    if (me) diff.me = null;
    if (windows !== null) diff.windows = windows;
    if (since !== null) diff.link = { state: 'connecting', since };
    return diff;
  });

const empty = createSharedState({ state: 'signed-out' }, () => {}).read();
/** The order in lists means nothing: they are sets by id. */
const asSets = (shared: Shared) => ({
  ...shared,
  channels: new Map(shared.channels.map((each) => [each.channel.id, each])),
  outbox: new Map(shared.outbox.map((each) => [each.id, each])),
  presences: new Map(shared.presences.map((each) => [each.person, each])),
});

describe('squashing what waits for a slow window', () => {
  test('one squashed diff of the shared state does what the diffs do one by one', () => {
    fc.assert(
      fc.property(fc.array(sharedDiff), fc.array(sharedDiff, { minLength: 1 }), (before, diffs) => {
        const start = before.reduce(applyShared, empty);
        const oneByOne = diffs.reduce(applyShared, start);
        expect(asSets(applyShared(start, diffs.reduce(squashShared)))).toEqual(asSets(oneByOne));
      }),
    );
  });

  test('squashed timeline diffs end where the diffs end one by one, or at their newest part', () => {
    const log = logOf(4000);
    const channel = channelNamed('a');
    const steps = fc.array(
      fc.record({ type: fc.constantFrom('append', 'append', 'prepend', 'reset'), size: fc.integer({ min: 1, max: 150 }) }),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(steps, (list) => {
        let from = 2000;
        let to = 2000;
        const start: TimelineSnapshot = { channel, events: log.slice(1999, 2000), hasOlder: true, atNewest: true };
        const diffs = list.map(({ type, size }): TimelineDiff => {
          if (type === 'append') {
            to += size;
            return { channel, type, events: log.slice(to - size, to) };
          }
          if (type === 'prepend') {
            const begin = Math.max(1, from - size);
            const events = log.slice(begin - 1, from - 1);
            from = begin;
            return { channel, type, events, hasOlder: from > 1 };
          }
          to += size;
          from = to - Math.min(size, 50) + 1;
          return {
            channel,
            type: 'reset',
            snapshot: { channel, events: log.slice(from - 1, to), hasOlder: true, atNewest: true },
          };
        });
        const oneByOne = diffs.reduce(applyTimeline, start);
        const waiting = diffs.reduce<TimelineDiff[]>(squashTimeline, []);
        const squashed = waiting.reduce(applyTimeline, start);
        const cut = squashed.events.length < oneByOne.events.length;
        expect(squashed.events).toEqual(oneByOne.events.slice(-squashed.events.length));
        if (cut) expect(squashed.events.length).toBeGreaterThanOrEqual(KEPT_WAITING);
        expect(squashed.hasOlder).toBe(cut ? true : oneByOne.hasOlder);
        expect(waiting.length).toBeLessThanOrEqual(2);
      }),
    );
  });

  test('a timeline that grew too large while it waited begins anew with its newest part', () => {
    const channel = channelNamed('a');
    const log = logOf(MOST_WAITING + 1);
    const [only, ...others] = [log.slice(0, MOST_WAITING), log.slice(MOST_WAITING)]
      .map((events): TimelineDiff => ({ channel, type: 'append', events }))
      .reduce<TimelineDiff[]>(squashTimeline, []);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ type: 'reset', snapshot: { hasOlder: true, atNewest: true } });
    if (only?.type !== 'reset') throw new Error('not a reset');
    expect(only.snapshot.events.at(-1)?.seq).toBe(Seq.parse(MOST_WAITING + 1));
    expect(only.snapshot.events).toHaveLength(KEPT_WAITING);
  });
});
