import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FREE } from '../../shared/window-form.ts';
import { ALL_FREE, keepForms, type PlacedForms } from './form-keeper.ts';
import { NO_FRAME } from './forms.ts';
import { DOZE_MS, keepPlaces, MOST_STEPS, NOTE_AFTER_MS, type PlacedWindow, SETTLED_AFTER_MS, STEP_MS } from './place-keeper.ts';
import type { Bounds } from './placement.ts';
import { type Place, placesOn, type Remembered } from './places.ts';
import { type Display, topologyOf } from './topology.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => void vi.advanceTimersByTime(ms);
/** Longer than displays take to settle and windows to get to their places. */
const passAll = () => pass(SETTLED_AFTER_MS + MOST_STEPS * STEP_MS + NOTE_AFTER_MS + 100);

function display(x: number, more: Partial<Display> = {}): Display {
  const bounds = { x, y: 0, width: 1920, height: 1080 };
  return { bounds, workArea: { ...bounds, y: 30, height: 1050 }, scaleFactor: 1, rotation: 0, primary: x === 0, ...more };
}
const laptop = display(0);
const left = display(-1920);
const right = display(1920);
const docked = [left, laptop, right];
const alone = [laptop];

const at = (x: number, y = 100, width = 900, height = 700): Bounds => ({ x, y, width, height });

/** A window as a window system has it, which moves it only when it is let. */
class FakeWindow implements PlacedWindow {
  visible = true;
  minimized = false;
  /** A window manager that lays windows out itself. */
  stubborn = false;
  state: Place['state'] = 'normal';
  bounds: Bounds;
  /** What it covers when it is maximised or full screen. */
  filled: Bounds = laptop.workArea;
  sets = 0;
  readonly #moved: () => void;
  constructor(bounds: Bounds, moved: () => void) {
    this.bounds = bounds;
    this.#moved = moved;
  }
  isVisible = () => this.visible;
  isMinimized = () => this.minimized;
  isMaximized = () => this.state === 'maximized';
  isFullScreen = () => this.state === 'fullscreen';
  getNormalBounds = () => this.bounds;
  getBounds = () => (this.state === 'normal' ? this.bounds : this.filled);
  setBounds(bounds: Partial<Bounds>): void {
    this.sets += 1;
    if (this.stubborn) return;
    this.bounds = { ...this.bounds, ...bounds };
    this.#moved();
  }
  maximize(): void {
    this.state = 'maximized';
    this.#moved();
  }
  unmaximize(): void {
    this.state = 'normal';
    this.#moved();
  }
  setFullScreen(full: boolean): void {
    this.state = full ? 'fullscreen' : 'normal';
    this.#moved();
  }
}

/** A desk with windows at these places on three monitors, noted. */
function desk(laid: Record<string, Bounds>, forms: PlacedForms = ALL_FREE) {
  let displays = docked;
  let saves = 0;
  let saved: readonly Remembered[] = [];
  const logged: string[] = [];
  const windows = new Map<string, FakeWindow>();
  const keeper = keepPlaces({
    displays: () => displays,
    remembered: [],
    open: () => [...windows].map(([id, window]) => ({ id, window })),
    forms,
    changed: () => {
      saves += 1;
      saved = keeper.remembered();
    },
    log: (_level, event) => void logged.push(event),
  });
  const add = (id: string, bounds: Bounds) => {
    const window = new FakeWindow(bounds, () => keeper.moved(id));
    windows.set(id, window);
    return window;
  };
  for (const [id, bounds] of Object.entries(laid)) add(id, bounds);
  keeper.begin(new Map(Object.entries(laid).map(([id, bounds]) => [id, { bounds, state: 'normal' }])));
  const window = (id: string): FakeWindow => {
    const found = windows.get(id);
    if (!found) throw new Error(`no window ${id}`);
    return found;
  };
  return {
    keeper,
    add,
    window,
    logged,
    saves: () => saves,
    /** What is remembered of a window on these displays alone. */
    noted(id: string, on: readonly Display[]) {
      const only = saved.filter((each) => JSON.stringify(each.displays) === JSON.stringify(topologyOf(on)));
      return placesOn(only, topologyOf(on), on, [id]).get(id)?.bounds;
    },
    plug(now: Display[]) {
      displays = now;
      keeper.displaysChanged();
    },
    /** The same, until windows are where they go. */
    settleOn(now: Display[]) {
      displays = now;
      keeper.displaysChanged();
      passAll();
    },
    /** Without a word of it. */
    swap(now: Display[]) {
      displays = now;
    },
    /** Another desk is shown: windows are others from now on, and this is what is remembered of them. */
    turn(names: Record<string, string>, remembered: readonly Remembered[]) {
      const before = [...windows];
      windows.clear();
      for (const [id, each] of before) windows.set(names[id] ?? id, each);
      keeper.turn(remembered, [...windows.keys()]);
    },
    remembered: () => keeper.remembered(),
    /** As a person does, or a window manager. */
    move(id: string, bounds: Bounds) {
      window(id).bounds = bounds;
      keeper.moved(id);
    },
  };
}

describe('X1 windows and monitors', () => {
  test('what was laid out on three monitors is back with them, and nothing that happened in between is', () => {
    const { move, window, noted, settleOn } = desk({ main: at(100), fx: at(2000), news: at(-1800) });
    // The window manager is quicker than word of the change.
    move('fx', at(600));
    settleOn(alone);
    expect(window('fx').bounds.x).toBeGreaterThanOrEqual(0);
    move('main', at(300, 200));
    passAll();
    settleOn(docked);
    expect(['main', 'fx', 'news'].map((id) => window(id).bounds)).toEqual([at(100), at(2000), at(-1800)]);
    settleOn(alone);
    expect(window('main').bounds).toEqual(at(300, 200));
    expect(noted('fx', docked)).toEqual(at(2000));
  });

  test('a window that was minimised meanwhile goes to its place when it is restored, and is remembered there till then', () => {
    const { keeper, move, window, noted, settleOn } = desk({ main: at(100), fx: at(2000) });
    settleOn(alone);
    window('fx').minimized = true;
    settleOn(docked);
    move('main', at(200));
    passAll();
    expect(noted('fx', docked)).toEqual(at(2000));
    window('fx').minimized = false;
    keeper.seen('fx');
    passAll();
    expect(window('fx').bounds).toEqual(at(2000));
    expect(noted('main', docked)).toEqual(at(200));
  });

  test('a window whose page was still loading goes to its place once it is shown', () => {
    const { keeper, window, noted, settleOn } = desk({ main: at(100), fx: at(2000) });
    settleOn(alone);
    window('fx').visible = false;
    settleOn(docked);
    window('fx').visible = true;
    keeper.seen('fx');
    passAll();
    expect(window('fx').bounds).toEqual(at(2000));
    expect(noted('fx', docked)).toEqual(at(2000));
  });

  test('a window that will not go is let be and keeps its remembered place, until somebody takes hold of it', () => {
    const { move, window, noted, logged, settleOn } = desk({ main: at(100), fx: at(2000) });
    settleOn(alone);
    window('fx').stubborn = true;
    settleOn(docked);
    const { sets } = window('fx');
    passAll();
    expect(window('fx').sets).toBe(sets);
    expect(logged).toContain('window.not-placed');
    move('main', at(200));
    passAll();
    expect(noted('fx', docked)).toEqual(at(2000));
    move('fx', at(2300));
    passAll();
    expect(noted('fx', docked)).toEqual(at(2300));
  });

  test('a window that hangs over two monitors stays as it is, whatever is done with others', () => {
    const wide = at(-1500, 100, 3000, 800);
    const { keeper, add, move, plug, window, noted, settleOn } = desk({ main: at(100), wide });
    add('new', at(300));
    keeper.seen('new');
    move('main', at(200));
    passAll();
    plug(docked);
    settleOn(alone);
    settleOn(docked);
    expect(window('wide').bounds).toEqual(wide);
    expect(noted('wide', docked)).toEqual(wide);
  });

  test('a window that is opened while displays change is noted once they have settled', () => {
    const { keeper, add, plug, window, settleOn } = desk({ main: at(100) });
    plug([laptop, right]);
    add('new', at(2200));
    keeper.seen('new');
    passAll();
    settleOn(alone);
    settleOn([laptop, right]);
    expect(window('new').bounds).toEqual(at(2200));
  });

  test('a change that nobody tells of is noticed, and noting goes on', () => {
    const { swap, move, noted } = desk({ main: at(100), fx: at(2000) });
    const other = [{ ...left, primary: true }, { ...laptop, primary: false }, right];
    swap(other);
    move('main', at(200));
    passAll();
    move('main', at(300));
    passAll();
    expect(noted('main', other)).toEqual(at(300));
    expect(noted('fx', docked)).toEqual(at(2000));
  });

  test('while there is no display at all nothing moves, and afterwards all is as it was', () => {
    const { plug, move, window, settleOn } = desk({ main: at(100), fx: at(2000) });
    plug([]);
    move('fx', at(0));
    passAll();
    settleOn(docked);
    expect(window('fx').bounds).toEqual(at(2000));
  });
});

describe('docked windows', () => {
  const forms = (id: string) => keepForms([{ id, form: { ...FREE, kind: 'docked-right' } }], NO_FRAME);
  const edge = ({ workArea }: Display, width = FREE.dockWidth): Bounds => ({
    ...workArea,
    x: workArea.x + workArea.width - width,
    width,
  });

  test('go to the edge of their display, and back exactly to where they were', () => {
    const kept = keepForms([], NO_FRAME);
    const { keeper, window } = desk({ main: at(100), fx: at(2000) }, kept);
    kept.set('fx', { ...FREE, kind: 'docked-right' });
    keeper.reformed('fx');
    passAll();
    expect(window('fx').bounds).toEqual(edge(right));
    kept.set('fx', FREE);
    keeper.reformed('fx');
    passAll();
    expect([window('fx').bounds, window('main').bounds]).toEqual([at(2000), at(100)]);
  });

  test('are docked on the display that is left, and again on theirs; the way back is the one of these displays', () => {
    const kept = keepForms([], NO_FRAME);
    const { keeper, window, noted, settleOn } = desk({ main: at(100), fx: at(2000) }, kept);
    kept.set('fx', { ...FREE, kind: 'docked-right' });
    keeper.reformed('fx');
    passAll();
    settleOn(alone);
    expect(window('fx').bounds).toEqual(edge(laptop));
    settleOn(docked);
    expect(window('fx').bounds).toEqual(edge(right));
    expect(noted('fx', docked)).toEqual(at(2000));
  });

  test('are as wide as they were made by hand, and as high as before', () => {
    const kept = forms('main');
    const { keeper, move, window, noted } = desk({ main: at(100) }, kept);
    keeper.reformed('main');
    passAll();
    move('main', { ...edge(laptop, 400), y: 200, height: 500 });
    passAll();
    expect(window('main').bounds).toEqual(edge(laptop, 400));
    expect(kept.of('main').dockWidth).toBe(400);
    expect(noted('main', docked)).toEqual(at(100));
  });

  test('follow a work area that becomes lower without another word of displays', () => {
    const { keeper, plug, window } = desk({ main: at(100), fx: at(1000) }, forms('main'));
    keeper.reformed('main');
    passAll();
    const lower = { ...laptop, workArea: { ...laptop.workArea, height: 900 } };
    plug([left, lower, right]);
    passAll();
    expect([window('main').bounds, window('fx').bounds]).toEqual([edge(lower), at(1000)]);
  });

  test('that a window manager lays out otherwise are let be, and not sent again and again', () => {
    const kept = forms('main');
    const { keeper, move, window, logged } = desk({ main: at(100) }, kept);
    window('main').stubborn = true;
    keeper.reformed('main');
    passAll();
    const { sets } = window('main');
    expect(sets).toBe(MOST_STEPS);
    // It says that it has moved, and has not.
    move('main', at(100));
    passAll();
    move('main', at(100));
    passAll();
    expect(window('main').sets).toBe(sets);
    expect(logged.filter((event) => event === 'window.not-placed')).toHaveLength(1);
    expect(kept.of('main').dockWidth).toBe(FREE.dockWidth);
  });

  test('that fill their display for a while are let, and a new window beside them is as large as they were', () => {
    const { keeper, window } = desk({ main: at(100) }, forms('main'));
    keeper.reformed('main');
    passAll();
    window('main').maximize();
    passAll();
    expect(window('main').state).toBe('maximized');
    window('main').unmaximize();
    passAll();
    expect(keeper.placeNew(window('main')).bounds).toMatchObject({ width: 900, height: 700 });
  });
});

describe('a computer that sleeps', () => {
  test('finds its windows where they were, whatever displays did meanwhile', () => {
    const { keeper, swap, move, window, noted } = desk({ main: at(100), fx: at(2000) });
    keeper.asleep();
    swap(alone);
    move('fx', at(500));
    pass(DOZE_MS - 1);
    swap(docked);
    keeper.awake();
    passAll();
    expect(window('fx').bounds).toEqual(at(2000));
    move('fx', at(2100));
    passAll();
    expect(noted('fx', docked)).toEqual(at(2100));
  });

  test('that only said so goes on noting', () => {
    const { keeper, move, noted } = desk({ main: at(100) });
    keeper.asleep();
    pass(DOZE_MS);
    passAll();
    move('main', at(400));
    passAll();
    expect(noted('main', docked)).toEqual(at(400));
  });
});

test('A4 a window is maximised again on the monitor where it was', () => {
  const { plug, keeper, window } = desk({ main: at(100), fx: at(2000) });
  const fx = window('fx');
  fx.filled = right.workArea;
  fx.maximize();
  passAll();
  plug(alone);
  // The window manager takes it along.
  fx.filled = laptop.workArea;
  passAll();
  plug(docked);
  pass(SETTLED_AFTER_MS + STEP_MS);
  fx.filled = right.workArea;
  passAll();
  expect([fx.state, fx.bounds, fx.getBounds()]).toEqual(['maximized', at(2000), right.workArea]);
  keeper.stop();
});

describe('A7 another desk', () => {
  const on = (laid: Record<string, Bounds>): Remembered => {
    const windows = Object.entries(laid).map(([id, bounds]) => [id, { bounds, state: 'normal' as const }]);
    return { displays: topologyOf(docked), windows: Object.fromEntries(windows) };
  };

  test('has its windows where they were on it, and what moves on the way there is noted on neither', () => {
    const { turn, window, move, remembered } = desk({ main: at(100), fx: at(2000) });
    const first = remembered();
    const second = [on({ b1: at(500, 300), b2: at(-1500) })];
    turn({ main: 'b1', fx: 'b2' }, second);
    // Still from the desk before: a drag that has just ended, or a window manager that is slow.
    move('b1', at(777));
    passAll();
    expect([window('b1').bounds, window('b2').bounds]).toEqual([at(500, 300), at(-1500)]);
    expect(remembered()).toEqual(second);
    turn({ b1: 'main', b2: 'fx' }, first);
    move('fx', at(800));
    passAll();
    expect([window('main').bounds, window('fx').bounds]).toEqual([at(100), at(2000)]);
    expect(remembered()).toEqual(first);
    // And what a person does then is noted.
    move('fx', at(2100));
    passAll();
    expect(remembered()[0]?.windows).toEqual(on({ main: at(100), fx: at(2100) }).windows);
  });

  test('that is shown while displays change has its windows in their places when these have settled', () => {
    const { turn, plug, window, settleOn, remembered } = desk({ main: at(100), fx: at(2000) });
    const second = [on({ b1: at(500), b2: at(2500) })];
    plug(alone);
    turn({ main: 'b1', fx: 'b2' }, second);
    pass(100);
    settleOn(docked);
    expect([window('b1').bounds, window('b2').bounds]).toEqual([at(500), at(2500)]);
    expect(remembered()).toEqual(second);
  });

  test('finds a window that was minimised in its place as soon as it is seen', () => {
    const { turn, window, keeper } = desk({ main: at(100), fx: at(2000) });
    window('fx').minimized = true;
    turn({ main: 'b1', fx: 'b2' }, [on({ b1: at(500), b2: at(2500) })]);
    passAll();
    window('b2').minimized = false;
    keeper.seen('b2');
    passAll();
    expect(window('b2').bounds).toEqual(at(2500));
  });
});

test('a drag is written down once, and who quits amid a change of displays still finds every window', () => {
  const { keeper, add, move, plug, saves } = desk({ main: at(100) });
  const before = saves();
  for (let x = 0; x < 200; x += 1) {
    move('main', at(x));
    pass(10);
  }
  passAll();
  expect(saves() - before).toBe(1);
  plug(alone);
  add('new', at(50));
  keeper.note();
  expect(saves() - before).toBe(2);
  keeper.stop();
  passAll();
  expect(saves() - before).toBe(2);
});
