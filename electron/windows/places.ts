/**
 * Where every window stands, remembered for each arrangement of displays by itself: what is done on a laptop alone never touches
 * what was laid out on three monitors, and that comes back with them. Pure.
 *
 *   three monitors:  main here, fx there        one monitor:  main here, fx gathered beside it
 *          └──────── monitors go ──────────────────────► │
 *          ◄──────── monitors come back ─────────────────┘
 */
import { MOST_ARRANGEMENTS, type Place, type Remembered } from '../../shared/desks.ts';
import { type Area, isReachable, place } from './placement.ts';
import { isSameTopology, shared, type Topology } from './topology.ts';

export type { Place, Remembered };
export { MOST_ARRANGEMENTS };

/**
 * Where windows go on these displays. A window that stood on this arrangement before goes back there, also where it hung over two
 * monitors; another comes from the arrangement that is most like this one (of two, the newer), to the nearest place within
 * reach: so it is on its monitor as soon as that is back, whatever else is still missing. A window that was never seen has no place.
 */
export function placesOn(
  remembered: readonly Remembered[],
  displays: Topology,
  areas: readonly Area[],
  windows: Iterable<string>,
): Map<string, Place> {
  const here = remembered.find((each) => isSameTopology(each.displays, displays));
  const likest = [...remembered].sort((a, b) => shared(b.displays, displays) - shared(a.displays, displays));
  const places = new Map<string, Place>();
  for (const window of windows) {
    const stood = here && placeIn(here, window);
    const known = stood ?? likest.map((each) => placeIn(each, window)).find((each) => each !== undefined);
    if (!known) continue;
    const stays = known === stood && isReachable(known.bounds, areas);
    places.set(window, stays ? known : { ...known, bounds: place(known.bounds, areas) });
  }
  return places;
}

/** The same, with the windows as they stand on these displays now: the newest arrangement is the first, the oldest are forgotten. */
export function remember(
  remembered: readonly Remembered[],
  displays: Topology,
  windows: ReadonlyMap<string, Place>,
): readonly Remembered[] {
  const others = remembered.filter((each) => !isSameTopology(each.displays, displays));
  return [{ displays, windows: Object.fromEntries(windows) }, ...others].slice(0, MOST_ARRANGEMENTS);
}

/** The same, with this arrangement as the newest, if it is remembered. */
export function touch(remembered: readonly Remembered[], displays: Topology): readonly Remembered[] {
  const isIt = (each: Remembered) => isSameTopology(each.displays, displays);
  return [...remembered.filter(isIt), ...remembered.filter((each) => !isIt(each))];
}

/** The same without a window that was closed: one of that name starts afresh. */
export function forget(remembered: readonly Remembered[], window: string): readonly Remembered[] {
  return remembered.map(({ displays, windows }) => {
    const { [window]: _closed, ...rest } = windows;
    return { displays, windows: rest };
  });
}

function placeIn({ windows }: Remembered, window: string): Place | undefined {
  return Object.hasOwn(windows, window) ? windows[window] : undefined;
}
