/** Everyone the engine has told of, and their firms. */
import { create } from 'zustand';
import type { Firm, FirmId, Person, PersonId } from '../../shared/model.ts';

export type PeopleState = { people: ReadonlyMap<PersonId, Person>; firms: ReadonlyMap<FirmId, Firm> };

export const usePeople = create<PeopleState>(() => ({ people: new Map(), firms: new Map() }));

/** One person; undefined while unknown. Renders again only when that person changes. */
export function usePerson(id: PersonId | undefined): Person | undefined {
  return usePeople((state) => (id === undefined ? undefined : state.people.get(id)));
}

/** One firm; undefined while unknown. */
export function useFirm(id: FirmId | undefined): Firm | undefined {
  return usePeople((state) => (id === undefined ? undefined : state.firms.get(id)));
}
