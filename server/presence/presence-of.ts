/**
 * What a person's presence is, and what each viewer is told of it. Pure.
 */
import type { ChosenStatus, PersonId, Presence } from '../../shared/model.ts';

/** What the server knows of a person's being there. */
export type PresenceState = {
  /** Chosen by the person; null: automatic. */
  chosen: ChosenStatus | null;
  note: string | null;
  /** Open connections of this person, here and at the other gateways. */
  here: number;
  elsewhere: number;
  /** When the status last changed (ms). */
  since: number;
};

export const absent: PresenceState = { chosen: null, note: null, here: 0, elsewhere: 0, since: 0 };

/** Chosen words that still hold while nobody is connected. */
const holdsWhileAway: ReadonlySet<ChosenStatus> = new Set<ChosenStatus>(['out-of-office', 'off-work']);

/** The status as it truly is: what was chosen while connected, `offline` without a connection unless the words outlast it. */
export function statusOf(state: PresenceState): Presence['status'] {
  if (state.here + state.elsewhere === 0)
    return state.chosen !== null && holdsWhileAway.has(state.chosen) ? state.chosen : 'offline';
  return state.chosen ?? 'available';
}

/**
 * The person's presence as one viewer is told it. Who may not see it is told `unknown` and nothing else, which is also what
 * is told of a person who does not exist.
 */
export function presenceFor(person: PersonId, state: PresenceState, maySee: boolean): Presence {
  if (!maySee) return { person, status: 'unknown' };
  const told: Presence = { person, status: statusOf(state) };
  if (state.note !== null && state.note !== '') told.note = state.note;
  if (state.since > 0) told.since = state.since;
  return told;
}

/** Whether two presences say the same. */
export function samePresence(one: Presence, other: Presence): boolean {
  return one.status === other.status && one.note === other.note && one.since === other.since;
}
