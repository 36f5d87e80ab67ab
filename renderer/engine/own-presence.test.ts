import { describe, expect, test } from 'vitest';
import { atTheDesk, type Circumstances } from '../../shared/circumstances.ts';
import { MullionError } from '../../shared/errors.ts';
import type { Presence } from '../../shared/model.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { personNamed } from '../testing/log-of.ts';
import { createOwnPresence } from './own-presence.ts';
import { createSharedState } from './shared-state.ts';

const me = personNamed('me');

/** A server that keeps what it is told, and tells it back. */
function setUp(circumstances: Circumstances | null = atTheDesk) {
  const clock = fakeClock();
  const shared = createSharedState({ state: 'signed-out' }, () => {});
  const asked: unknown[] = [];
  let now = circumstances;
  let up = true;
  let failing = false;
  let held: Omit<Presence, 'person'> = { status: 'available' };
  const own = createOwnPresence({
    me,
    shared,
    clock,
    log: () => {},
    circumstances: () => now,
    connection: {
      isUp: () => up,
      async call(name, input) {
        asked.push(input);
        if (failing) throw new MullionError('timeout');
        const { status, note, automatic } = input as { status?: Presence['chosen']; note?: string; automatic?: 'away' | 'dnd' };
        const words = note === undefined ? {} : { note };
        held = automatic
          ? { status: automatic, automatic: true, ...words, ...(status ? { chosen: status } : {}) }
          : { status: status ?? 'available', ...words };
        expect(name).toBe('presence');
        return {} as never;
      },
    },
  });
  const settle = () => clock.advance(0);
  return {
    clock,
    shared,
    asked,
    own,
    held: () => held,
    async hear(presence: Omit<Presence, 'person'> = held) {
      held = presence;
      own.heard([
        { person: personNamed('another'), status: 'busy' },
        { person: me, ...presence },
      ]);
      await settle();
    },
    async become(next: Partial<Circumstances>) {
      now = { ...(now ?? atTheDesk), ...next };
      own.reconsider();
      await settle();
    },
    setUp: (is: boolean) => (up = is),
    fail: (is: boolean) => (failing = is),
  };
}

describe('C2 one’s own presence', () => {
  test('is away while nobody is there, and as chosen again, with its words, on the return', async () => {
    const { hear, become, held, asked } = setUp();
    await hear({ status: 'available', note: 'at my desk' });
    await become({ locked: true });
    expect(held()).toEqual({ status: 'away', automatic: true, chosen: 'available', note: 'at my desk' });
    await become({ idle: true });
    await become({ locked: false });
    expect(asked).toHaveLength(1);
    await become({ idle: false });
    expect(held()).toEqual({ status: 'available', note: 'at my desk' });
    expect(asked).toHaveLength(2);
  });

  test('follows a rule that is switched off at once', async () => {
    const { hear, become, held, shared } = setUp();
    await hear();
    await become({ idle: true });
    expect(held().status).toBe('away');
    shared.change({ settings: { ...defaultSettings, awayWhenIdle: false } });
    await become({});
    expect(held().status).toBe('available');
  });

  test('is told again after a connection was lost, since the server keeps only the choice', async () => {
    const { hear, become, held, own, setUp: connect } = setUp();
    await hear({ status: 'busy' });
    await become({ presenting: true });
    expect(held()).toMatchObject({ status: 'dnd', chosen: 'busy' });
    connect(false);
    own.lost();
    await become({ idle: true });
    connect(true);
    await hear({ status: 'busy' });
    expect(held()).toMatchObject({ status: 'dnd', chosen: 'busy' });
  });

  test('what was said before the connection was lost, and does not hold any more, is taken back', async () => {
    const { hear, become, held, own, setUp: connect } = setUp();
    await hear();
    await become({ doNotDisturb: true });
    connect(false);
    own.lost();
    await become({ doNotDisturb: false });
    connect(true);
    // Another computer was connected all the while: the server has not forgotten.
    await hear({ status: 'dnd', automatic: true, chosen: 'available' });
    expect(held()).toEqual({ status: 'available' });
  });

  test('in a browser, where nobody tells what holds, nothing is ever said by itself', async () => {
    const { hear, asked, own } = setUp(null);
    await hear({ status: 'away', automatic: true });
    expect(asked).toEqual([]);
    await own.choose({ status: 'meeting' });
    expect(asked).toEqual([{ status: 'meeting' }]);
  });

  test('a choice while the computer says something is kept behind it', async () => {
    const { hear, become, held, own } = setUp();
    await hear();
    await become({ presenting: true });
    await own.choose({ status: 'meeting', note: 'board' });
    expect(held()).toEqual({ status: 'dnd', automatic: true, chosen: 'meeting', note: 'board' });
    expect(own.note()).toBe('board');
    await become({ presenting: false });
    expect(held()).toEqual({ status: 'meeting', note: 'board' });
  });

  test('a choice that is refused changes nothing, and is refused', async () => {
    const { hear, become, held, own, fail } = setUp();
    await hear({ status: 'busy' });
    fail(true);
    await expect(own.choose({ status: 'meeting' })).rejects.toThrow();
    fail(false);
    await become({ doNotDisturb: true });
    expect(held()).toMatchObject({ chosen: 'busy' });
  });

  test('what could not be told in passing is told by itself, as it is by then', async () => {
    const { hear, become, held, fail, clock, asked } = setUp();
    await hear();
    fail(true);
    await become({ locked: true });
    expect(held().status).toBe('available');
    fail(false);
    await clock.advance(30_000);
    expect([held().status, asked.length]).toEqual(['away', 2]);
  });

  test('where they sit wins: a computer in use lifts what another said of an empty chair', async () => {
    const { hear, held } = setUp();
    await hear();
    await hear({ status: 'away', automatic: true, chosen: 'available' });
    expect(held()).toEqual({ status: 'available' });
  });
});
