/**
 * Keeps windows where people put them. Displays come and go in bursts, and a window manager moves windows of its own accord
 * before anybody is told; so while displays change nothing is remembered, and once they have settled every window goes back to
 * where it stood on just these.
 *
 *             displays change / computer sleeps                       no change for a while
 *   settled ─────────────────────────────────────► changing ─────────────────────────────────► placing ──► settled
 *   moves are remembered                           out of reach:                       a step at a time,
 *   when they have ended                           rescued at once                     till all are there
 */
import type { BrowserWindow, PowerMonitor, Screen } from 'electron';
import type { Log } from '../log.ts';
import { isNear, nextStep, type Standing, type Step } from './next-step.ts';
import { type Bounds, place, placeNew } from './placement.ts';
import { forget, type Place, placesOn, type Remembered, remember, touch } from './places.ts';
import { type Display, isSameTopology, type Topology, topologyOf } from './topology.ts';

/** A drag is hundreds of moves; and a window manager may move windows this long before a change of displays is told (ms). */
const REMEMBER_AFTER_MS = 500;
/** Displays that have not changed for this long have settled (ms). */
const SETTLED_AFTER_MS = 400;
/** A window system is given this long for a step (ms), and a window so many steps; then it stays where it is let. */
const STEP_MS = 120;
const MOST_STEPS = 12;

type Named = { id: string; window: BrowserWindow };

export type PlaceKeeperParts = {
  screen: Screen;
  power: PowerMonitor;
  remembered: readonly Remembered[];
  /** The windows that are open. */
  open: () => Iterable<Named>;
  /** What is remembered has changed. */
  changed: () => void;
  log: Log;
};

export interface PlaceKeeper {
  /** Where a window of this name stood on these displays, or is best put now; undefined for one that was never seen. */
  placeOf(id: string): Place | undefined;
  /** These windows are opened at the start: what this arrangement of displays begins with is its own. */
  begin(windows: ReadonlyMap<string, Place>): void;
  /** A place for a new window, beside the given one. */
  placeNew(beside: BrowserWindow | undefined): Place;
  /** Keeps a window from now on; it is on screen. */
  keep(window: Named): void;
  /** A window was closed and shall not come back. */
  forget(id: string): void;
  remembered(): readonly Remembered[];
  /** Remembers at once how windows stand, unless displays are changing. */
  note(): void;
  /** Moves nothing and remembers nothing any more. */
  stop(): void;
}

export function keepPlaces(parts: PlaceKeeperParts): PlaceKeeper {
  const { screen, power, open, changed, log } = parts;
  let remembered = parts.remembered;
  /** The displays that windows stand on; null while they change. */
  let settled: Topology | null = topologyOf(displaysOf(screen));
  let noting: NodeJS.Timeout | undefined;
  let settling: NodeJS.Timeout | undefined;
  let stopped = false;

  function note(): void {
    clearTimeout(noting);
    noting = undefined;
    const displays = displaysOf(screen);
    if (stopped || settled === null || !isSameTopology(topologyOf(displays), settled)) return;
    const given = placesOn(remembered, settled, displays, namesOf(open()));
    let moved = false;
    const now = [...open()].map(({ id, window }): [string, Place] => {
      const { bounds, state } = standingOf(window);
      const known = given.get(id);
      // One that is not seen stands nowhere; and what rounding adds each time would walk it across the screen.
      if (known && (!isSeen(window) || (known.state === state && isNear(known.bounds, bounds)))) return [id, known];
      moved = true;
      return [id, { bounds, state }];
    });
    // What nobody has touched is made out again next time, from whatever is most like it then.
    if (moved) remembered = remember(remembered, settled, new Map(now));
    changed();
  }

  function noteSoon(): void {
    if (stopped || settled === null) return;
    clearTimeout(noting);
    noting = setTimeout(note, REMEMBER_AFTER_MS);
  }

  /** Displays change: what was not remembered yet may be a window manager's doing. */
  function unsettle(): void {
    if (stopped) return;
    settled = null;
    clearTimeout(noting);
    clearTimeout(settling);
    rescue();
    settling = setTimeout(settle, SETTLED_AFTER_MS);
  }

  /** Nobody waits for displays to settle to reach a window. */
  function rescue(): void {
    const areas = displaysOf(screen);
    for (const { id, window } of open()) {
      if (!isSeen(window)) continue;
      const now = window.getBounds();
      const within = place(now, areas);
      if (isSame(now, within)) continue;
      log('info', 'window.rescued', { id, from: now, to: within });
      window.setBounds(within);
    }
  }

  function settle(): void {
    const displays = displaysOf(screen);
    // Not one display: there will be another change.
    if (stopped || displays.length === 0) return;
    const topology = topologyOf(displays);
    stepAll(topology, placesOn(remembered, topology, displays, namesOf(open())), 0);
  }

  function stepAll(topology: Topology, places: ReadonlyMap<string, Place>, steps: number): void {
    if (stopped) return;
    const areas = displaysOf(screen);
    const underway = [...open()].flatMap(({ id, window }) => {
      const wanted = places.get(id);
      const step = wanted && isSeen(window) ? nextStep(standingOf(window), wanted, areas) : null;
      return wanted && step ? [{ id, window, wanted, step }] : [];
    });
    if (underway.length > 0 && steps < MOST_STEPS) {
      for (const { window, wanted, step } of underway) take(window, wanted, step);
      settling = setTimeout(() => stepAll(topology, places, steps + 1), STEP_MS);
      return;
    }
    for (const { id, window, wanted } of underway) log('warn', 'window.not-placed', { id, wanted, standing: standingOf(window) });
    settled = topology;
    remembered = touch(remembered, topology);
    log('info', 'windows.placed', { displays: topology, windows: places.size, steps });
    changed();
  }

  function displaysChanged(): void {
    // Told of what is no change of the arrangement: a dock that hides, a colour depth.
    if (settled !== null && isSameTopology(topologyOf(displaysOf(screen)), settled)) rescue();
    else unsettle();
  }
  const asleep = (): void => {
    settled = null;
    clearTimeout(noting);
    clearTimeout(settling);
  };
  screen.on('display-added', displaysChanged);
  screen.on('display-removed', displaysChanged);
  screen.on('display-metrics-changed', displaysChanged);
  power.on('suspend', asleep);
  power.on('resume', unsettle);

  return {
    placeOf: (id) => {
      const displays = displaysOf(screen);
      return placesOn(remembered, topologyOf(displays), displays, [id]).get(id);
    },
    begin(windows) {
      if (settled !== null) remembered = remember(remembered, settled, windows);
    },
    placeNew(beside) {
      const taken = [...open()].map(({ window }) => window.getNormalBounds());
      return { bounds: placeNew(beside?.getNormalBounds() ?? null, taken, displaysOf(screen)), state: 'normal' };
    },
    keep({ window }) {
      window.on('move', noteSoon).on('resize', noteSoon).on('maximize', noteSoon).on('unmaximize', noteSoon);
      window.on('enter-full-screen', noteSoon).on('leave-full-screen', noteSoon);
      window.on('restore', () => {
        // Displays may have changed while it was minimised.
        if (settled === null) return;
        note();
        settle();
      });
      rescue();
      noteSoon();
    },
    forget(id) {
      remembered = forget(remembered, id);
      changed();
    },
    remembered: () => remembered,
    note,
    stop() {
      stopped = true;
      clearTimeout(noting);
      clearTimeout(settling);
    },
  };
}

function take(window: BrowserWindow, wanted: Place, step: Step): void {
  if (step === 'move') window.setBounds(wanted.bounds);
  else if (step === 'maximize') window.maximize();
  else if (step === 'unmaximize') window.unmaximize();
  else window.setFullScreen(step === 'enter-fullscreen');
}

function standingOf(window: BrowserWindow): Standing {
  const state = window.isFullScreen() ? 'fullscreen' : window.isMaximized() ? 'maximized' : 'normal';
  return { state, bounds: window.getNormalBounds(), seen: window.getBounds() };
}

/** A window that is minimised, or whose page has not painted yet, is somewhere only in name. */
function isSeen(window: BrowserWindow): boolean {
  return window.isVisible() && !window.isMinimized();
}

function displaysOf(screen: Screen): Display[] {
  const primary = screen.getPrimaryDisplay().id;
  return screen.getAllDisplays().map(({ id, bounds, workArea, scaleFactor, rotation }) => {
    return { bounds, workArea, scaleFactor, rotation, primary: id === primary };
  });
}

function namesOf(windows: Iterable<Named>): string[] {
  return [...windows].map(({ id }) => id);
}

function isSame(a: Bounds, b: Bounds): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
