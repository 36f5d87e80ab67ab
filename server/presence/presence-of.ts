/**
 * What a person's presence is, and what each viewer is told of it. Pure.
 */
import type { AutomaticStatus, ChosenStatus, PersonId, Presence } from '../../shared/model.ts';

/** What the server knows of a person's being there. */
export type PresenceState = {
  /** Chosen by the person; null: automatic. */
  chosen: ChosenStatus | null;
  /** Said by a computer of theirs in place of it, while they are connected; null: nothing. */
  automatic: AutomaticStatus | null;
  note: string | null;
  /** Open connections of this person, here and at the other gateways. */
  here: number;
  elsewhere: number;
  /** When the status last changed (ms). */
  since: number;
};

export const absent: PresenceState = { chosen: null, automatic: null, note: null, here: 0, elsewhere: 0, since: 0 };

/** Chosen words that still hold while nobody is connected. */
const holdsWhileAway: ReadonlySet<ChosenStatus> = new Set<ChosenStatus>(['out-of-office', 'off-work']);

/** The status as it truly is: what was chosen while connected, `offline` without a connection unless the words outlast it. */
export function statusOf(state: PresenceState): Presence['status'] {
  if (state.here + state.elsewhere === 0)
    return state.chosen !== null && holdsWhileAway.has(state.chosen) ? state.chosen : 'offline';
  return state.automatic ?? state.chosen ?? 'available';
}

/** Whoever has no connection left has no computer that could say something of them. */
export function afterLeaving(state: PresenceState): PresenceState {
  return state.automatic !== null && state.here + state.elsewhere === 0 ? { ...state, automatic: null } : state;
}

/**
 * The person's presence as one viewer is told it. Who may not see it is told `unknown` and nothing else, which is also what
 * is told of a person who does not exist. What they had chosen before a computer spoke for them, they alone are told.
 */
export function presenceFor(viewer: PersonId, person: PersonId, state: PresenceState, maySee: boolean): Presence {
  if (!maySee) return { person, status: 'unknown' };
  const told: Presence = { person, status: statusOf(state) };
  if (state.note !== null && state.note !== '') told.note = state.note;
  if (state.since > 0) told.since = state.since;
  if (viewer === person && state.automatic !== null) {
    told.automatic = true;
    if (state.chosen !== null) told.chosen = state.chosen;
  }
  return told;
}

/** Whether two presences say the same. */
export function samePresence(one: Presence, other: Presence): boolean {
  return (
    one.status === other.status &&
    one.note === other.note &&
    one.since === other.since &&
    one.automatic === other.automatic &&
    one.chosen === other.chosen
  );
}
