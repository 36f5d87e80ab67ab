/** Which windows there are, and where, for each arrangement of displays. */
import { randomUUID } from 'node:crypto';
import type { Arrangement } from '../../shared/desks.ts';
import type { Place } from './places.ts';

/** A window and where it is to stand. */
export type SavedWindow = Place & { id: string };

export const NO_WINDOWS: Arrangement = { windows: [], places: [] };

/** A name that no window has had. */
export function newWindowName(): string {
  return `window-${randomUUID()}`;
}

/** Windows at given places, on whatever displays there will be. */
export function arrangementOf(windows: readonly SavedWindow[]): Arrangement {
  const places = windows.map(({ id, bounds, state }): [string, Place] => [id, { bounds, state }]);
  return {
    windows: firsts(windows).map(({ id }) => ({ id, alwaysOnTop: false })),
    places: [{ displays: [], windows: Object.fromEntries(places.reverse()) }],
  };
}

/** Of two with one name the first is meant. */
export function firsts<W extends { id: string }>(windows: readonly W[]): W[] {
  const seen = new Set<string>();
  return windows.filter(({ id }) => !seen.has(id) && seen.add(id));
}
