/**
 * Keeps windows where people put them. Displays come and go in bursts, and a window manager moves windows of its own accord
 * before anybody is told; so while displays change nothing is noted, and once they have settled every window is sent to where it
 * stood on just these. A window on its way, or one that cannot be seen and has to go when it can, keeps its remembered place:
 * where it stands meanwhile is nobody's wish.
 *
 *            displays change / computer sleeps                  no change for a while
 *   settled ────────────────────────────────────► changing ─────────────────────────────► settled, windows on errands
 *   moves are noted when they have ended          out of reach:                           each a step at a time,
 *                                                 rescued at once                         till it is there
 */
import type { BrowserWindow } from 'electron';
import type { Log } from '../log.ts';
import type { PlacedForms } from './form-keeper.ts';
import { isAt, nextStep, placeOf, rescueOf, type Standing, type Step } from './next-step.ts';
import { type Bounds, type Point, placeNew, placeUnder, type Size } from './placement.ts';
import { forget, type Place, placesOn, type Remembered, remember, touch } from './places.ts';
import { type Display, isSameTopology, type Topology, topologyOf } from './topology.ts';

/** A drag is hundreds of moves; and a window manager may move windows this long before a change of displays is told (ms). */
export const NOTE_AFTER_MS = 500;
/** Displays that have not changed for this long have settled (ms). */
export const SETTLED_AFTER_MS = 400;
/** A window system is given this long for a step (ms), and a window so many steps; then it stays where it is let. */
export const STEP_MS = 120;
export const MOST_STEPS = 12;
/** A computer that says that it goes to sleep, and after this long (ms) has not said that it woke, never slept. */
export const DOZE_MS = 30_000;

/** As much of a window as it takes to place it. */
export type PlacedWindow = Pick<
  BrowserWindow,
  | 'isVisible'
  | 'isMinimized'
  | 'isMaximized'
  | 'isFullScreen'
  | 'getBounds'
  | 'getNormalBounds'
  | 'setBounds'
  | 'maximize'
  | 'unmaximize'
  | 'setFullScreen'
>;
type Named = { id: string; window: PlacedWindow };
type Errand = { to: Place; stepsLeft: number };

export type PlaceKeeperParts = {
  /** Those of now. */
  displays: () => Display[];
  remembered: readonly Remembered[];
  /** The windows that are open. */
  open: () => Iterable<Named>;
  forms: PlacedForms;
  /** What is remembered has changed, or windows have. */
  changed: () => void;
  log: Log;
};

export interface PlaceKeeper {
  /** Where a window of this name stood on these displays when it was free, or is best put now; undefined for one that was never seen. */
  placeOf(id: string): Place | undefined;
  /** These windows are opened at the start: what this arrangement of displays begins with is its own. */
  begin(windows: ReadonlyMap<string, Place>): void;
  /** A window has another form: it goes to where it stands by that. */
  reformed(id: string): void;
  /** A place for a new window, beside the given one. */
  placeNew(beside: PlacedWindow | undefined): Place;
  /** A place for a window of a given size: under a point, or beside the given one. */
  placeTorn(size: Size, at: Point | null, beside: PlacedWindow | undefined): Place;
  /** A window was moved, sized, maximised or the like, by whomever. */
  moved(id: string): void;
  /** A window can be seen from now on: it was made, shown or restored. */
  seen(id: string): void;
  displaysChanged(): void;
  /** The computer goes to sleep: what displays do meanwhile is no change. */
  asleep(): void;
  awake(): void;
  /**
   * Another desk is shown: from now on these windows are open, and what was remembered of them is this. Each goes to its place; what
   * moves on the way there is nobody's wish.
   */
  turn(remembered: readonly Remembered[], windows: readonly string[]): void;
  /** A window was closed and shall not come back. */
  forget(id: string): void;
  remembered(): readonly Remembered[];
  /** Notes at once how windows stand, unless displays are changing. */
  note(): void;
  /** Moves nothing and notes nothing any more. */
  stop(): void;
}

export function keepPlaces(parts: PlaceKeeperParts): PlaceKeeper {
  const { displays: displaysNow, open, forms, changed, log } = parts;
  let remembered = parts.remembered;
  /** The displays that windows stand on; null while they change. */
  let settled: Topology | null = topologyOf(displaysNow());
  /** Windows that are to go to their places. */
  const errands = new Map<string, Errand>();
  /** Where window systems have let windows get that would not go where they were sent: nobody has put them there. */
  const stuck = new Map<string, Place>();
  /** Displays have settled, and windows are not all in their places yet. */
  let placing = false;
  let noting: NodeJS.Timeout | undefined;
  let settling: NodeJS.Timeout | undefined;
  let stepping: NodeJS.Timeout | undefined;
  let stopped = false;

  const hold = (): void => {
    for (const timer of [noting, settling, stepping]) clearTimeout(timer);
  };

  function note(): void {
    clearTimeout(noting);
    if (stopped) return;
    const displays = displaysNow();
    if (settled !== null && !isSameTopology(topologyOf(displays), settled)) {
      // Not every system tells of a new primary display.
      unsettle();
    } else if (settled !== null) {
      const underway = errands.size;
      remembered = noted(settled, displays);
      if (errands.size > underway) run();
    }
    changed();
  }

  /** What is remembered, with the windows that somebody has moved. */
  function noted(topology: Topology, displays: readonly Display[]): readonly Remembered[] {
    const given = placesOn(remembered, topology, displays, namesOf(open()));
    let moved = false;
    const now = [...open()].map(({ id, window }): [string, Place] => {
      const stands = placeOf(standingOf(window), displays);
      const free = given.get(id);
      const known = free && forms.formed(id, free, displays);
      const left = stuck.get(id);
      // What rounding adds each time would walk a window across the screen: one that is near is where it was.
      if (free && known && (errands.has(id) || !isSeen(window) || isAt(stands, known) || (left && isAt(stands, left))))
        return [id, free];
      const put = forms.put(id, stands, free ?? stands, displays);
      if (free !== known && stands.state === 'normal')
        errands.set(id, { to: forms.formed(id, put, displays), stepsLeft: MOST_STEPS });
      moved ||= !free || !isAt(put, free);
      return [id, put];
    });
    // What nobody has touched is made out again next time, from whatever is most like it then.
    return moved ? remember(remembered, topology, new Map(now)) : remembered;
  }

  const takenNow = (): Bounds[] => [...open()].map(({ window }) => window.getNormalBounds());

  /** Where a window would be if it were free; null where there is none. */
  function freeBoundsOf(beside: PlacedWindow | undefined): Bounds | null {
    const named = [...open()].find(({ window }) => window === beside);
    if (!named) return null;
    const { id, window } = named;
    const displays = displaysNow();
    const free = placesOn(remembered, topologyOf(displays), displays, [id]).get(id);
    return free && forms.formed(id, free, displays) !== free ? free.bounds : window.getNormalBounds();
  }

  function noteSoon(): void {
    if (stopped || settled === null) return;
    clearTimeout(noting);
    noting = setTimeout(note, NOTE_AFTER_MS);
  }

  /** Displays change: what was not noted yet may be a window manager's doing. */
  function unsettle(): void {
    if (stopped) return;
    settled = null;
    placing = false;
    hold();
    for (const each of open()) rescue(each);
    settling = setTimeout(settle, SETTLED_AFTER_MS);
  }

  /** Nobody waits for displays to settle to reach a window. */
  function rescue({ id, window }: Named): void {
    if (!isSeen(window)) return;
    const standing = standingOf(window);
    const to = rescueOf(standing, displaysNow());
    if (to === null) return;
    log('info', 'window.rescued', { id, from: standing.seen, to });
    window.setBounds(to);
  }

  function settle(): void {
    const displays = displaysNow();
    // Not one display: there will be another change.
    if (stopped || displays.length === 0) return;
    settled = topologyOf(displays);
    remembered = touch(remembered, settled);
    sendAll(settled, displays, namesOf(open()));
    run();
  }

  /** These windows are to go to their places, and no others. */
  function sendAll(topology: Topology, displays: readonly Display[], windows: readonly string[]): void {
    errands.clear();
    for (const [id, free] of placesOn(remembered, topology, displays, windows)) send(id, free, displays);
    placing = true;
  }

  function send(id: string, free: Place, displays: readonly Display[]): void {
    stuck.delete(id);
    errands.set(id, { to: forms.formed(id, free, displays), stepsLeft: MOST_STEPS });
  }

  /** These windows go to where they stand by their forms; those that are free stay where they are, unless `all` go. */
  function reform(windows: readonly string[], all: boolean): void {
    if (stopped || settled === null) return;
    const displays = displaysNow();
    for (const [id, free] of placesOn(remembered, settled, displays, windows))
      if (all || forms.formed(id, free, displays) !== free) send(id, free, displays);
    run();
  }

  /** Every window on an errand that can be seen takes a step. */
  function run(): void {
    clearTimeout(stepping);
    if (stopped) return;
    const displays = displaysNow();
    let underway = false;
    for (const { id, window } of open()) {
      const errand = errands.get(id);
      if (!errand || !isSeen(window)) continue;
      const standing = standingOf(window);
      const step = nextStep(standing, errand.to, displays);
      if (step === null) errands.delete(id);
      else if (errand.stepsLeft > 0) {
        errand.stepsLeft -= 1;
        underway = true;
        if (errand.stepsLeft === 0) log('warn', 'window.not-placed', { id, to: errand.to, standing });
        take(window, errand.to, step);
        if (errand.stepsLeft === 0) stuck.set(id, placeOf(standing, displays));
      }
    }
    if (underway) {
      stepping = setTimeout(run, STEP_MS);
      return;
    }
    if (placing) log('info', 'windows.placed', { displays: settled, windows: namesOf(open()).length });
    placing = false;
    // Windows that were opened while displays changed have had no place so far.
    noteSoon();
  }

  return {
    placeOf: (id) => {
      const displays = displaysNow();
      return placesOn(remembered, topologyOf(displays), displays, [id]).get(id);
    },
    begin(windows) {
      if (settled !== null) remembered = remember(remembered, settled, windows);
    },
    reformed: (id) => reform([id], true),
    placeNew(beside) {
      return { bounds: placeNew(freeBoundsOf(beside), takenNow(), displaysNow()), state: 'normal' };
    },
    placeTorn(size, at, beside) {
      const displays = displaysNow();
      if (at) return { bounds: placeUnder(at, size, displays), state: 'normal' };
      const own = freeBoundsOf(beside);
      return { bounds: placeNew(own && { ...own, ...size }, takenNow(), displays), state: 'normal' };
    },
    moved(id) {
      // One that would not go where it was sent has been taken hold of, and is where somebody wants it.
      if (errands.get(id)?.stepsLeft === 0) errands.delete(id);
      noteSoon();
    },
    seen(id) {
      for (const each of open()) if (each.id === id) rescue(each);
      // Displays may have changed while it could not be seen.
      if (settled !== null) run();
    },
    displaysChanged() {
      // Also told of what changes no arrangement: a dock that hides, a colour depth.
      if (settled === null || !isSameTopology(topologyOf(displaysNow()), settled)) unsettle();
      else {
        for (const each of open()) rescue(each);
        // What is docked is as high as there is room now.
        reform(namesOf(open()), false);
      }
    },
    asleep() {
      settled = null;
      hold();
      settling = setTimeout(unsettle, DOZE_MS);
    },
    awake: unsettle,
    turn(known, windows) {
      if (stopped) return;
      clearTimeout(noting);
      clearTimeout(stepping);
      remembered = known;
      errands.clear();
      // While displays change they will be sent when these have settled.
      if (settled === null) return;
      sendAll(settled, displaysNow(), windows);
      stepping = setTimeout(run, 0);
    },
    forget(id) {
      errands.delete(id);
      remembered = forget(remembered, id);
      changed();
    },
    remembered: () => remembered,
    note,
    stop() {
      stopped = true;
      hold();
    },
  };
}

function take(window: PlacedWindow, to: Place, step: Step): void {
  if (step === 'move') window.setBounds(to.bounds);
  else if (step === 'maximize') window.maximize();
  else if (step === 'unmaximize') {
    window.unmaximize();
    // macOS takes a window as large as its display for maximised, and does not unmaximise it.
    if (process.platform === 'darwin' && window.isMaximized()) window.setBounds(to.bounds);
  } else window.setFullScreen(step === 'enter-fullscreen');
}

function standingOf(window: PlacedWindow): Standing {
  const state = window.isFullScreen() ? 'fullscreen' : window.isMaximized() ? 'maximized' : 'normal';
  return { state, bounds: window.getNormalBounds(), seen: window.getBounds() };
}

/** A window that is minimised, or whose page has not painted yet, is somewhere only in name. */
function isSeen(window: PlacedWindow): boolean {
  return window.isVisible() && !window.isMinimized();
}

function namesOf(windows: Iterable<Named>): string[] {
  return [...windows].map(({ id }) => id);
}
