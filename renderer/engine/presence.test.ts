import { describe, expect, test } from 'vitest';
import { MullionError } from '../../shared/errors.ts';
import type { ChannelId, PersonId, PresenceStatus } from '../../shared/model.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { channelNamed, personNamed } from '../testing/log-of.ts';
import { createPresence, watchList } from './presence.ts';
import { createSharedState } from './shared-state.ts';

const me = personNamed('me');
const kaur = personNamed('kaur');
const lind = personNamed('lind');
const tan = personNamed('tan');
const [rates, fx] = [channelNamed('rates'), channelNamed('fx')];

function setUp() {
  const clock = fakeClock();
  const asked: PersonId[][] = [];
  const membersAsked: ChannelId[] = [];
  const open = new Set<ChannelId>();
  const inIt = new Map<ChannelId, PersonId[]>([
    [rates, [me, kaur]],
    [fx, [me, lind]],
  ]);
  let up = true;
  let failing = false;
  const shared = createSharedState({ state: 'signed-out' }, () => {});
  const presence = createPresence({
    me,
    shared,
    clock,
    log: () => {},
    isUp: () => up,
    async watch({ people }) {
      asked.push(people);
      if (failing) throw new MullionError('timeout');
      return { presences: people.map((person) => ({ person, status: 'available' as const })) };
    },
    openChannels: () => open,
    async members(channel) {
      membersAsked.push(channel);
      return inIt.get(channel) ?? [];
    },
  });
  const statusOf = (person: PersonId): PresenceStatus | undefined =>
    shared.read().presences.find((each) => each.person === person)?.status;
  return {
    clock,
    asked,
    membersAsked,
    open,
    inIt,
    presence,
    statusOf,
    setUp: (now: boolean) => (up = now),
    fail: (now: boolean) => (failing = now),
  };
}

describe('watching presence', () => {
  test('oneself first, then peers, then others, each once, up to the limit', () => {
    expect(watchList(me, [kaur, me], [lind, kaur, tan], 3)).toEqual([me, kaur, lind]);
  });

  test('follows what is open, asks once for many changes, and does not ask for the same again', async () => {
    const { clock, asked, membersAsked, open, presence } = setUp();
    open.add(rates);
    presence.changed();
    open.add(fx);
    presence.changed();
    await clock.advance(200);
    presence.changed();
    await clock.advance(200);
    expect(asked).toEqual([[me, kaur, lind]]);
    expect(membersAsked).toEqual([rates, fx]);
  });

  test('whoever is not watched any more is unknown, not as they once were', async () => {
    const { clock, open, presence, statusOf } = setUp();
    open.add(rates);
    open.add(fx);
    presence.changed();
    await clock.advance(200);
    expect(statusOf(lind)).toBe('available');
    open.delete(fx);
    presence.changed();
    await clock.advance(200);
    expect(statusOf(lind)).toBe('unknown');
    expect(statusOf(kaur)).toBe('available');
  });

  test('C1 without a connection others are unknown after a while, and known again after it is back', async () => {
    const { clock, asked, membersAsked, open, presence, statusOf, setUp: set } = setUp();
    open.add(rates);
    presence.reconnected();
    await clock.advance(200);
    set(false);
    presence.lost();
    await clock.advance(10_000);
    presence.lost();
    expect(statusOf(kaur)).toBe('available');
    await clock.advance(6_000);
    expect(statusOf(kaur)).toBe('unknown');
    set(true);
    presence.reconnected();
    await clock.advance(200);
    expect(statusOf(kaur)).toBe('available');
    expect(asked).toHaveLength(2);
    expect(membersAsked).toEqual([rates]);
  });

  test('someone who comes to an open channel is watched', async () => {
    const { clock, asked, open, inIt, presence } = setUp();
    open.add(rates);
    presence.changed();
    await clock.advance(200);
    inIt.set(rates, [me, kaur, tan]);
    presence.membersChanged(fx);
    presence.membersChanged(rates);
    await clock.advance(200);
    expect(asked.at(-1)).toEqual([me, kaur, tan]);
  });

  test('a watch that failed in passing is asked for again by itself', async () => {
    const { clock, asked, presence, fail, statusOf } = setUp();
    fail(true);
    presence.changed();
    await clock.advance(200);
    expect(asked).toHaveLength(1);
    fail(false);
    await clock.advance(10_000);
    expect(asked).toHaveLength(2);
    expect(statusOf(me)).toBe('available');
  });

  test('a watch that failed is asked for again with the next change', async () => {
    const { clock, asked, presence, fail } = setUp();
    fail(true);
    presence.changed();
    await clock.advance(200);
    fail(false);
    presence.changed();
    await clock.advance(200);
    expect(asked).toHaveLength(2);
  });
});
