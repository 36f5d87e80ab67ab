/** Presences as this viewer may see them. */
import { create } from 'zustand';
import type { PersonId, Presence } from '../../shared/model.ts';

export type PresenceState = { presences: ReadonlyMap<PersonId, Presence> };

export const usePresences = create<PresenceState>(() => ({ presences: new Map() }));

/** One person's presence; undefined where nothing is known (shown as unknown, never as offline). */
export function usePresence(id: PersonId | undefined): Presence | undefined {
  return usePresences((state) => (id === undefined ? undefined : state.presences.get(id)));
}
