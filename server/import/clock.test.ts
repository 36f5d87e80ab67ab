import { describe, expect, it } from 'vitest';
import { dayOf, LogClock } from './clock.ts';

const at = (clock: LogClock, time: string) => {
  const [hours, minutes] = time.split(':').map(Number);
  return new Date(clock.at((hours ?? 0) * 60 + (minutes ?? 0))).toISOString();
};
const clockOf = (day: string) => new LogClock(dayOf(day) ?? Number.NaN);

describe('the day in the name of a file', () => {
  it('is its first moment in UTC', () => {
    expect(dayOf('2004-12-25.train-c.txt')).toBe(Date.UTC(2004, 11, 25));
    expect(dayOf('2004-11-15_03.txt')).toBe(Date.UTC(2004, 10, 15));
  });

  it('has to exist', () => {
    expect(dayOf('2005-02-30.txt')).toBeUndefined();
    expect(dayOf('2005-13-01.txt')).toBeUndefined();
    expect(dayOf('notes.txt')).toBeUndefined();
  });
});

describe('the clock of a log', () => {
  it('passes midnight into the next day, and the next month', () => {
    const clock = clockOf('2008-02-29.txt');
    expect(at(clock, '23:59')).toBe('2008-02-29T23:59:00.000Z');
    expect(at(clock, '00:00')).toBe('2008-03-01T00:00:00.000Z');
    expect(clock.midnights).toBe(1);
  });

  it.each([
    ['12:59', '01:00', '13:00'],
    ['11:59', '00:00', '12:00'],
  ])('comes round after 12 hours where it shows only those (%s, %s)', (before, after, meant) => {
    const clock = clockOf('2004-11-15.txt');
    at(clock, before);
    expect(at(clock, after)).toBe(`2004-11-15T${meant}:00.000Z`);
    expect(clock).toMatchObject({ halfDays: 1, midnights: 0 });
  });

  it('may be set back a little', () => {
    const clock = clockOf('2004-11-15.txt');
    at(clock, '10:05');
    expect(at(clock, '10:04')).toBe('2004-11-15T10:04:00.000Z');
    expect(clock).toMatchObject({ halfDays: 0, midnights: 0 });
  });

  it('stands still for a line without a time', () => {
    const clock = clockOf('2004-11-15.txt');
    expect(clock.now()).toBe(Date.UTC(2004, 10, 15));
    clock.at(605);
    expect(clock.now()).toBe(Date.UTC(2004, 10, 15, 10, 5));
  });
});
