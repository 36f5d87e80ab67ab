/**
 * The windows that people see: opened where they were, and remembered. Where they stand is place-keeper.ts's business, that their
 * pages live keep-loaded.ts's.
 *
 *   event                                what it means for the saved arrangement
 *   a window closes, others stay         it is gone from it
 *   the last window closes               it stays in it, and comes back at the next start, or when the application is asked for
 *   the application quits                all of them stay in it
 *   another desk is shown                all of them stay in it, and another arrangement begins
 */
import { BrowserWindow, type PowerMonitor, type Screen, type WebContents, type WebPreferences } from 'electron';
import { type Arrangement, type KnownWindow, MOST_WINDOWS } from '../../shared/desks.ts';
import { MullionError } from '../../shared/errors.ts';
import { FIRST_WINDOW } from '../../shared/layout.ts';
import { type FormKind, FREE, type WindowForm } from '../../shared/window-form.ts';
import { push } from '../ipc.ts';
import type { Log } from '../log.ts';
import { type Totals, titleOf } from '../title.ts';
import { newWindowName, type SavedWindow } from './arrangement.ts';
import { displaysOf, watchDisplays } from './displays.ts';
import { keepForms } from './form-keeper.ts';
import { changed, type Frame, leastSize } from './forms.ts';
import { handover } from './handover.ts';
import { keepLoaded } from './keep-loaded.ts';
import { keepPlaces } from './place-keeper.ts';
import { contains, type Point, type Size } from './placement.ts';
import { takeTurns } from './turns.ts';

/** The dark theme's background: what a window shows before its page has painted. */
const BACKGROUND = '#0b0e13';
/** Windows that a desk does not need are hidden, so many of them: opening one anew takes longer than showing a whole desk. */
const MOST_SPARES = 8;

export type WindowManager = {
  /** Opens the saved windows, or the first one where none is saved. */
  restore(): void;
  /** Opens another window beside the one in use. */
  open(): void;
  /** Opens a window for panes of another. Throws where there is one of that name, or too many. */
  openTorn(torn: TornWindow): void;
  /** Whether one of the windows that are seen is at a point. */
  isAt(point: Point): boolean;
  /** Brings the window of a page to the front. */
  bringForward(page: WebContents): void;
  /** Whether a page's window stays above all others; false for a page that is in none. */
  isAlwaysOnTop(page: WebContents): boolean;
  setAlwaysOnTop(page: WebContents, on: boolean): void;
  /**
   * Shows another arrangement: windows become others, missing ones are opened, those that are too many are hidden. `turn` is called
   * once when every page has let go of its window, and answers the arrangement; what is saved from then on is that one's.
   */
  change(turn: () => Arrangement): Promise<void>;
  /** A page says that it has let go of its window. */
  left(page: WebContents, turn: number): void;
  /** A page has asked who it is: from now on it hears what it is told. */
  listens(page: WebContents): void;
  /** The form of a page's window; free for a page that is in none. */
  formOf(page: WebContents): FormKind;
  /** Docks a page's window, makes it a mini view, or frees it. */
  setForm(page: WebContents, form: FormKind): void;
  /** Closes the window of a page. */
  close(page: WebContents): void;
  /** Closes all of them; they stay in the arrangement. */
  closeAll(): void;
  /** Brings the window in use to the front, for a person who has started the application again. */
  raise(): void;
  /** The name of a page's window; null for a page that is in none (the anchor's, a hidden window's). */
  nameOf(page: WebContents): string | null;
  pages(): WebContents[];
  showTotals(totals: Totals): void;
};

export type WindowManagerParts = {
  screen: Screen;
  power: PowerMonitor;
  /** As it was when the application ended. */
  saved: Arrangement;
  preferences: WebPreferences;
  /** What the window system draws around windows. */
  frame: Frame;
  log: Log;
  save: (arrangement: Arrangement) => void;
  /** A window has been made; its page is not loaded yet. */
  opened: (page: WebContents) => void;
  /** A window was closed, others stay: it will not come back. */
  closed: (id: string) => void;
  /** Whether the application goes on without a window, until it is asked for one. */
  staysEmpty: () => boolean;
  /** The last window is gone, and the application ends. */
  emptied: () => void;
};

/** A window for panes that leave another one; `at`: the point under which it is to come, if they were dragged there. */
export type TornWindow = { window: string; size: Size; at: Point | null };

/** `ready`: it has painted, and can be shown. */
type Open = { id: string; window: BrowserWindow; title: string; ready: boolean };

export function manageWindows(parts: WindowManagerParts): WindowManager {
  const { screen, power, saved, preferences, frame, log, save, closed, staysEmpty, emptied } = parts;
  const open = new Map<string, Open>();
  /** Hidden ones, which have no name until they are needed. */
  const spares = new Set<Open>();
  /** Which window had a name last. */
  const had = new Map<string, Open>();
  const turns = takeTurns<WebContents>((page, turn) => push(page, 'leave', { turn }), log);
  let totals: Totals = { unread: 0, mentions: 0 };
  let quitting = false;
  /** The window that was closed last: it comes back. */
  let last: KnownWindow[] = [];

  const forms = keepForms(saved.windows, frame);
  const places = keepPlaces({
    displays: () => displaysOf(screen),
    remembered: saved.places,
    open: () => open.values(),
    forms,
    changed: () => save({ windows: open.size > 0 ? [...open.values()].map(known) : last, places: places.remembered() }),
    log,
  });
  const known = (entry: Open): KnownWindow => knownAs(entry, forms.of(entry.id));
  const showTitle = ({ window, title }: Open): void => window.setTitle(titleOf(title, totals));

  watchDisplays(screen, power, places);
  const isOpen = (entry: Open): boolean => open.get(entry.id) === entry;
  const follow = (entry: Open): void => {
    const { window } = entry;
    const moved = (): void => void (isOpen(entry) && places.moved(entry.id));
    const seen = (): void => void (isOpen(entry) && places.seen(entry.id));
    window.on('move', moved).on('resize', moved).on('maximize', moved).on('unmaximize', moved);
    window.on('enter-full-screen', moved).on('leave-full-screen', moved);
    window.on('show', seen).on('restore', seen);
  };

  const add = ({ id, bounds, state, alwaysOnTop }: SavedWindow & KnownWindow): void => {
    const least = leastSize(forms.of(id).kind);
    const window = new BrowserWindow({
      ...bounds,
      minWidth: least.width,
      minHeight: least.height,
      show: false,
      alwaysOnTop,
      backgroundColor: BACKGROUND,
      title: 'Mullion',
      autoHideMenuBar: true,
      webPreferences: preferences,
    });
    const entry: Open = { id, window, title: 'Mullion', ready: false };
    open.set(id, entry);
    had.set(id, entry);
    window.once('ready-to-show', () => {
      entry.ready = true;
      follow(entry);
      if (!isOpen(entry)) return;
      if (state === 'maximized') window.maximize();
      if (state === 'fullscreen') window.setFullScreen(true);
      window.show();
      places.seen(entry.id);
      // For whoever started the application: from now on there is something to see.
      console.log(JSON.stringify({ shown: entry.id }));
    });
    window.on('page-title-updated', (event, title) => {
      event.preventDefault();
      entry.title = title;
      showTitle(entry);
    });
    window.on('close', () => {
      // The last one is saved while it still has bounds.
      if (quitting || open.size > 1 || !isOpen(entry)) return;
      places.note();
      last = [known(entry)];
    });
    const page = window.webContents;
    page.on('render-process-gone', () => turns.gone(page));
    page.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => isMainFrame && !isSameDocument && turns.gone(page));
    window.on('closed', () => {
      turns.gone(page);
      for (const [name, last] of had) if (last === entry) had.delete(name);
      if (spares.delete(entry) || !isOpen(entry)) return;
      open.delete(entry.id);
      if (open.size === 0) {
        // Without a window to become another of they are of no use, and would hold the application when it ends.
        for (const spare of [...spares]) spare.window.destroy();
        if (!quitting && staysEmpty()) return;
        places.stop();
        emptied();
      } else if (!quitting) {
        forms.forget(entry.id);
        places.forget(entry.id);
        closed(entry.id);
      }
    });
    parts.opened(window.webContents);
    keepLoaded(window, () => entry.id, log);
  };

  /** A window is another from now on, and its page is told. */
  const become = (entry: Open, { id, alwaysOnTop }: KnownWindow): void => {
    const { window } = entry;
    entry.id = id;
    open.set(id, entry);
    had.set(id, entry);
    const least = leastSize(forms.of(id).kind);
    window.setMinimumSize(least.width, least.height);
    if (window.isAlwaysOnTop() !== alwaysOnTop) window.setAlwaysOnTop(alwaysOnTop);
    push(window.webContents, 'become', { window: id, alwaysOnTop, form: forms.of(id).kind });
    showTitle(entry);
    if (window.isMinimized()) window.restore();
    else if (entry.ready && !window.isVisible()) window.showInactive();
  };

  const setAside = (entry: Open): void => {
    if (spares.size >= MOST_SPARES) {
      entry.window.destroy();
      return;
    }
    spares.add(entry);
    entry.window.hide();
    push(entry.window.webContents, 'become', { window: null, alwaysOnTop: false, form: 'free' });
  };

  const inUse = (): BrowserWindow | undefined => {
    const focused = BrowserWindow.getFocusedWindow();
    const windows = [...open.values()].map(({ window }) => window);
    return windows.find((window) => window === focused) ?? windows.at(-1);
  };
  const entryOf = (page: WebContents): Open | undefined => [...open.values()].find(({ window }) => window.webContents === page);

  const placed = (windows: readonly KnownWindow[]) =>
    windows.map((each) => ({ ...each, ...(places.placeOf(each.id) ?? places.placeNew(undefined)) }));

  /** Opens a window where it stands by its form. */
  const addFormed = (window: SavedWindow & KnownWindow): void =>
    add({ ...window, ...forms.formed(window.id, window, displaysOf(screen)) });

  return {
    restore() {
      const windows = placed(saved.windows.length > 0 ? saved.windows : [{ id: FIRST_WINDOW, alwaysOnTop: false }]);
      places.begin(new Map(windows.map(({ id, bounds, state }) => [id, { bounds, state }])));
      windows.forEach(addFormed);
    },
    open() {
      if (open.size === 0 && last.length > 0) {
        placed(last).forEach(addFormed);
        return;
      }
      if (open.size >= MOST_WINDOWS) {
        log('warn', 'window.too-many', { most: MOST_WINDOWS });
        inUse()?.show();
        return;
      }
      add({ id: newWindowName(), alwaysOnTop: false, ...places.placeNew(inUse()) });
    },
    openTorn({ window, size, at }) {
      if (open.has(window)) throw new MullionError('already-exists', 'There is a window of this name.');
      if (open.size >= MOST_WINDOWS) {
        throw new MullionError(
          'not-allowed',
          `There are ${MOST_WINDOWS} windows, and cannot be more. Close one, then try again.`,
        );
      }
      add({ id: window, alwaysOnTop: false, ...places.placeTorn(size, at, inUse()) });
      // Its panes live in it from when its page is up: it has to be there after whatever ends the application then.
      places.note();
    },
    isAt: (point) =>
      [...open.values()].some(({ window }) => window.isVisible() && !window.isMinimized() && contains(window.getBounds(), point)),
    bringForward(page) {
      const window = entryOf(page)?.window;
      if (window?.isMinimized()) window.restore();
      window?.show();
    },
    async change(turn) {
      await turns.leave([...open.values()].map(({ window }) => window.webContents));
      if (quitting) return;
      const wasFocused = [...open.values()].some(({ window }) => window.isFocused());
      if (open.size > 0) places.note();
      // From here to the end of this turn of the event loop nothing else is done: what is saved is all of one desk or of the other.
      const to = turn();
      last = [];
      const given = handover(
        [...open.values(), ...spares],
        to.windows.map(({ id }) => id),
        had,
      );
      for (const { id, form } of to.windows) forms.set(id, form ?? FREE);
      open.clear();
      spares.clear();
      places.turn(to.places, [...given.become.keys(), ...given.missing]);
      for (const each of to.windows) {
        const entry = given.become.get(each.id);
        if (entry) become(entry, each);
        else placed([each]).forEach(addFormed);
      }
      for (const entry of given.spare) setAside(entry);
      if (wasFocused && ![...open.values()].some(({ window }) => window.isFocused())) inUse()?.focus();
    },
    left: turns.left,
    listens: turns.listens,
    isAlwaysOnTop: (page) => entryOf(page)?.window.isAlwaysOnTop() ?? false,
    setAlwaysOnTop(page, on) {
      entryOf(page)?.window.setAlwaysOnTop(on);
      places.note();
    },
    formOf: (page) => forms.of(entryOf(page)?.id ?? '').kind,
    setForm(page, kind) {
      const entry = entryOf(page);
      if (!entry) return;
      const { id, window } = entry;
      // What has not been noted yet is the way back.
      places.note();
      const { form, onTop } = changed(forms.of(id), kind, window.isAlwaysOnTop());
      forms.set(id, form);
      const least = leastSize(kind);
      window.setMinimumSize(least.width, least.height);
      if (onTop !== window.isAlwaysOnTop()) window.setAlwaysOnTop(onTop);
      places.reformed(id);
      places.note();
    },
    close(page) {
      entryOf(page)?.window.close();
    },
    closeAll() {
      if (open.size > 0 && !quitting) places.note();
      quitting = true;
      places.stop();
      for (const { window } of [...open.values()]) window.close();
      for (const { window } of [...spares]) window.destroy();
    },
    raise() {
      if (open.size === 0) {
        // It shows itself once it has something to show.
        placed(last).forEach(addFormed);
        return;
      }
      const window = inUse();
      if (window?.isMinimized()) window.restore();
      window?.show();
    },
    nameOf: (page) => entryOf(page)?.id ?? null,
    pages: () => [...open.values(), ...spares].map(({ window }) => window.webContents),
    showTotals(fresh) {
      totals = fresh;
      open.forEach(showTitle);
    },
  };
}

function knownAs({ id, window }: Open, form: WindowForm): KnownWindow {
  return { id, alwaysOnTop: window.isAlwaysOnTop(), ...(form === FREE ? {} : { form }) };
}
