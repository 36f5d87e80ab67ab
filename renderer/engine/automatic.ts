/**
 * What a computer says of its person in place of what they chose: away while they are not there, "do not disturb" while others see
 * their screen or while they asked for it. Pure. The choice is never touched: what is automatic lies above it, and is lifted.
 *
 * - Away only covers "available", chosen or not. Who is busy, on the phone or in a meeting is so at an untouched keyboard too, and
 *   "do not disturb", "out of office" and "off work" say more to others than "away" does.
 * - Presenting covers whatever would let others write with hope of an answer; a locked screen shows nobody anything.
 * - "Do not disturb" for a while is the person's own word, and covers everything: it is no rule, and has no switch.
 */
import type { Circumstances } from '../../shared/circumstances.ts';
import type { AutomaticStatus, ChosenStatus, Presence } from '../../shared/model.ts';
import { chosenIn } from '../../shared/model.ts';
import type { Settings } from '../../shared/settings.ts';

/** The rules that a person may switch off. */
export type Rules = Pick<Settings, 'awayWhenIdle' | 'awayWhenLocked' | 'undisturbedWhenPresenting'>;

const presentingCovers: ReadonlySet<ChosenStatus> = new Set<ChosenStatus>(['available', 'busy', 'phone', 'meeting', 'away']);

/** What is to be said in place of the choice; null: nothing. */
export function automaticOf(chosen: ChosenStatus | null, now: Circumstances, rules: Rules): AutomaticStatus | null {
  const choice = chosen ?? 'available';
  if (now.doNotDisturb) return choice === 'dnd' ? null : 'dnd';
  const locked = now.locked && rules.awayWhenLocked;
  if (locked) return choice === 'available' ? 'away' : null;
  if (now.presenting && !now.locked && rules.undisturbedWhenPresenting && presentingCovers.has(choice)) return 'dnd';
  return now.idle && rules.awayWhenIdle && choice === 'available' ? 'away' : null;
}

/** One's own presence, as the server holds it. */
export type Own = { chosen: ChosenStatus | null; note: string | null; automatic: AutomaticStatus | null };

/** One's own presence out of what one is told of oneself; null where that says nothing of a choice. */
export function ownOf(told: Presence): Own | null {
  const { status, note = null } = told;
  const chosen = chosenIn(told);
  if (!told.automatic) return chosen === null ? null : { chosen, note, automatic: null };
  return status === 'away' || status === 'dnd' ? { chosen, note, automatic: status } : null;
}

/**
 * Whether this computer has to speak. `want`: what it would say; `said`: what it said last on this connection, undefined before
 * it said anything; `held`: what the server holds, whoever said it. A person may sit at one of several computers:
 *
 *   - each speaks when its own mind changes, so that two that differ do not answer each other for ever
 *   - where the person is wins over where they are not: a computer in use lifts another's "away", and none puts "away" above
 *     another's "do not disturb"
 */
export function mustSpeak(
  want: AutomaticStatus | null,
  said: AutomaticStatus | null | undefined,
  held: AutomaticStatus | null,
): boolean {
  if (want === held) return false;
  if (want === null && held === 'away') return true;
  if (want === 'away' && held === 'dnd' && said !== 'dnd') return false;
  if (want === null && said === undefined) return false;
  return want !== said;
}
