import { describe, expect, test } from 'vitest';
import type { Message } from '../bus/message.ts';
import type { BusValue } from '../bus/wire-format.ts';
import { afterLook, IDLE_AFTER_S } from './idle.ts';
import { gatherLocks } from './locks.ts';

describe('who has not touched anything', () => {
  test('for ten minutes is idle, and is noticed within five seconds of being back', () => {
    expect(IDLE_AFTER_S).toBe(600);
    expect([0, 599, 600, 100_000].map((seconds) => afterLook(seconds).idle)).toEqual([false, false, true, true]);
    expect(afterLook(600).againInMs).toBeLessThan(5_000);
  });

  test('is asked about now and then, and just when they would be idle', () => {
    expect([0, 570, 599].map((seconds) => afterLook(seconds).againInMs)).toEqual([60_000, 30_000, 5_000]);
  });
});

describe('a lock', () => {
  const signal = (of: string, member: string, ...body: BusValue[]): Message => ({
    kind: 'signal',
    serial: 1,
    path: '/x',
    interface: of,
    member,
    body,
  });
  const saver = (on: boolean, desktop = 'gnome') => signal(`org.${desktop}.ScreenSaver`, 'ActiveChanged', on);
  const hint = (on: boolean) =>
    signal(
      'org.freedesktop.DBus.Properties',
      'PropertiesChanged',
      'org.freedesktop.login1.Session',
      [['LockedHint', { signature: 'b', value: on }]],
      [],
    );
  const unlock = signal('org.freedesktop.login1.Session', 'Unlock');

  function heard(...messages: Message[]): boolean[] {
    const told: boolean[] = [];
    const hear = gatherLocks((locked) => told.push(locked));
    for (const message of messages) hear(message);
    return told;
  }

  test.each(['freedesktop', 'gnome', 'cinnamon', 'mate', 'xfce'])('is heard of from the screen saver of %s', (desktop) =>
    expect(heard(saver(true, desktop), saver(false, desktop))).toEqual([true, false]),
  );
  test('is heard of from the session, and told once', () =>
    expect(heard(hint(true), saver(true), hint(true), hint(false), saver(false))).toEqual([true, false]));
  test('ends with the screen saver, though the session was never told', () =>
    expect(heard(hint(true), saver(true), saver(false))).toEqual([true, false]));
  test('ends with an unlock, whatever else said so', () => expect(heard(hint(true), saver(true), unlock)).toEqual([true, false]));
  test('is nothing that merely looks like it', () =>
    expect(
      heard(
        signal('org.gnome.ScreenSaver', 'ActiveChanged', 'yes'),
        signal('org.example.ScreenSaver', 'ActiveChanged', true),
        signal('org.freedesktop.login1.Session', 'Lock'),
        signal('org.freedesktop.DBus.Properties', 'PropertiesChanged', 'org.freedesktop.login1.Session', [['Active', true]]),
        signal('org.freedesktop.DBus.Properties', 'PropertiesChanged', 'org.example', [
          ['LockedHint', { signature: 'b', value: true }],
        ]),
      ),
    ).toEqual([]));
});
