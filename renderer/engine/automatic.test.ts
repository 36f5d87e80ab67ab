import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atTheDesk, type Circumstances } from '../../shared/circumstances.ts';
import { type AutomaticStatus, ChosenStatus } from '../../shared/model.ts';
import { personNamed } from '../testing/log-of.ts';
import { automaticOf, mustSpeak, ownOf, type Rules } from './automatic.ts';

const allRules: Rules = { awayWhenIdle: true, awayWhenLocked: true, undisturbedWhenPresenting: true };
const noRules: Rules = { awayWhenIdle: false, awayWhenLocked: false, undisturbedWhenPresenting: false };
const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  idle: fc.boolean(),
  locked: fc.boolean(),
  presenting: fc.boolean(),
  doNotDisturb: fc.boolean(),
});
const rules: fc.Arbitrary<Rules> = fc.record({
  awayWhenIdle: fc.boolean(),
  awayWhenLocked: fc.boolean(),
  undisturbedWhenPresenting: fc.boolean(),
});
const choice = fc.option(fc.constantFrom(...ChosenStatus.options));

describe('C2 what a computer says of its person', () => {
  test.each<[string, ChosenStatus | null, Partial<Circumstances>, AutomaticStatus | null]>([
    ['nothing while they are there', null, {}, null],
    ['away when nobody is at the keyboard', null, { idle: true }, 'away'],
    ['away when the screen is locked', 'available', { locked: true }, 'away'],
    ['nothing of who is busy, though they are idle', 'busy', { idle: true, locked: true }, null],
    ['nothing of who is on the phone', 'phone', { idle: true, locked: true }, null],
    ['nothing of who is not to be disturbed', 'dnd', { idle: true, locked: true }, null],
    ['nothing of who is off work', 'off-work', { idle: true, locked: true, presenting: true }, null],
    ['do not disturb while they present, though they only talk', 'available', { presenting: true, idle: true }, 'dnd'],
    ['do not disturb while they present, whatever they are busy with', 'meeting', { presenting: true }, 'dnd'],
    ['away when the screen they presented is locked', 'available', { presenting: true, locked: true }, 'away'],
    ['do not disturb while they want it, whatever else holds', 'out-of-office', { doNotDisturb: true, locked: true }, 'dnd'],
  ])('%s', (_what, chosen, now, says) => {
    expect(automaticOf(chosen, { ...atTheDesk, ...now }, allRules)).toBe(says);
  });

  test('a rule that is switched off changes nothing, and what is switched off says nothing', () => {
    fc.assert(
      fc.property(choice, circumstances, rules, (chosen, now, set) => {
        const without = {
          ...now,
          idle: now.idle && set.awayWhenIdle,
          // A locked screen shows nobody anything, whether or not it makes one away.
          presenting: now.presenting && set.undisturbedWhenPresenting && !now.locked,
          locked: now.locked && set.awayWhenLocked,
        };
        expect(automaticOf(chosen, now, set)).toBe(automaticOf(chosen, without, allRules));
        expect(automaticOf(chosen, { ...now, doNotDisturb: false }, noRules)).toBeNull();
      }),
    );
  });

  test('away covers "available" alone', () => {
    fc.assert(
      fc.property(choice, circumstances, rules, (chosen, now, set) => {
        if (automaticOf(chosen, now, set) === 'away') expect(chosen ?? 'available').toBe('available');
      }),
    );
  });
});

test('the choice is known from what one is told of oneself, whatever lies above it', () => {
  const person = personNamed('me');
  expect(ownOf({ person, status: 'busy', note: 'x' })).toEqual({ chosen: 'busy', note: 'x', automatic: null });
  expect(ownOf({ person, status: 'away', automatic: true, chosen: 'phone' })).toEqual({
    chosen: 'phone',
    note: null,
    automatic: 'away',
  });
  expect(ownOf({ person, status: 'dnd', automatic: true })).toEqual({ chosen: null, note: null, automatic: 'dnd' });
  for (const status of ['offline', 'unknown'] as const) expect(ownOf({ person, status })).toBeNull();
});

describe('a person with several computers', () => {
  type Computer = { want: AutomaticStatus | null; said: AutomaticStatus | null | undefined };

  /** Everyone hears what is held until nobody speaks any more; answers what is held then, and how often someone spoke. */
  function settle(computers: Computer[], held: AutomaticStatus | null): { held: AutomaticStatus | null; spoken: number } {
    let now = held;
    let spoken = 0;
    for (let quiet = 0; quiet < computers.length; ) {
      quiet = 0;
      for (const computer of computers) {
        if (computer.want === now) computer.said = computer.want;
        if (!mustSpeak(computer.want, computer.said, now)) {
          quiet += 1;
          continue;
        }
        now = computer.want;
        computer.said = now;
        spoken += 1;
        if (spoken > 20) throw new Error('They answer each other for ever.');
      }
    }
    return { held: now, spoken };
  }

  const wish = fc.constantFrom<(AutomaticStatus | null)[]>('away', 'dnd', null);
  test('is never shown away where they sit at one, and no two computers answer each other for ever', () => {
    let shownAway = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.array(fc.tuple(fc.nat(2), wish), { maxLength: 20 }), (count, changes) => {
        const computers = Array.from({ length: count }, (): Computer => ({ want: null, said: undefined }));
        let held: AutomaticStatus | null = null;
        for (const [which, want] of changes) {
          const computer = computers[which % count];
          if (computer === undefined) continue;
          computer.want = want;
          ({ held } = settle(computers, held));
          if (held === 'away') shownAway += 1;
          if (computers.some((each) => each.want === null)) expect(held).not.toBe('away');
          if (computers.every((each) => each.want === held)) expect(settle(computers, held).spoken).toBe(0);
          // With one computer there is nobody to differ with.
          if (count === 1) expect(held).toBe(want);
        }
      }),
      { numRuns: 2000 },
    );
    expect(shownAway).toBeGreaterThan(100);
  });
});
