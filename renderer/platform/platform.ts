/**
 * What differs between the desktop application and a browser page, behind one interface. `desktop.ts` and `browser.ts`
 * implement it; everything else is the same renderer.
 */
import type { Arrangement, Desk, DeskId, DeskList } from '../../shared/desks.ts';
import type { Outside } from '../../shared/reveal.ts';
import type { FormKind, WindowFormNow } from '../../shared/window-form.ts';

export interface Platform {
  readonly kind: 'desktop' | 'browser';
  /**
   * The window's name when its page was loaded: stable over restarts in the desktop application, one per tab in a browser. Null for a
   * window that is kept hidden until it is needed.
   */
  readonly window: string | null;
  readonly version: string;
  /** Where the server is: scheme, host and port. */
  readonly server: string;
  /** A one-time sign-in ticket given at start, if any. Taken once. */
  takeTicket(): string | null;
  /** Opens an address that is openable (`shared/links.ts`) in the person's browser or mail program. */
  openLink(url: string): void;
  openWindow(): void;
  readonly windows: WindowControl;
  /** Null where a window has no say in what covers it. */
  readonly alwaysOnTop: AlwaysOnTop | null;
  /** Null where a window has no form that the application could give it. */
  readonly windowForm: WindowFormPart | null;
  /** Whether the application starts when the person signs in to this computer. Null where it is not installed on one. */
  readonly startAtLogin: ComputerSetting | null;
  /** Whether it goes on in the tray when its last window is closed. */
  readonly keepRunning: ComputerSetting | null;
  /** Null where windows stay what they are. */
  readonly turns: WindowTurns | null;
  /** Null where windows are the browser's to arrange. */
  readonly desks: Desks | null;
  /** Null where nothing outside of the page leads into it. */
  readonly outside: Outside | null;
  readonly engine: EngineHost;
}

/** A place on the desktop, and a size, in logical pixels. */
export type Point = { x: number; y: number };
export type Size = { width: number; height: number };

/** What it takes to move panes between windows. */
export interface WindowControl {
  /** A name for a window that is to be. */
  fresh(): string;
  /** Opens a window of this name, which shows what the engine keeps for it; under a point, if one is given. Rejects where it cannot. */
  open(name: string, size: Size, at: Point | null): Promise<void>;
  /** Whether one of the application's windows is at a point. Null where a page cannot know. */
  readonly isAt: ((point: Point) => Promise<boolean>) | null;
  /** Brings this window to the front. */
  raise(): void;
  close(): void;
  /** Whether this window goes when its last pane has left it. */
  readonly endsEmpty: boolean;
}

/** A window becomes another when another desk is shown. */
export interface WindowTurns {
  /** From now on these are called, in order, also for what was told before. `leave` resolves once nothing is stored under the old name any more. */
  follow(hands: { leave(): Promise<void>; become(window: string | null): Promise<void> }): void;
}

/** Named arrangements of windows. What is refused rejects with a `MullionError`. */
export interface Desks {
  list(): Promise<DeskList>;
  onChange(listener: (list: DeskList) => void): () => void;
  read(desk: DeskId): Promise<Desk>;
  /** Of windows whose layouts are stored already. */
  make(name: string, arrangement: Arrangement): Promise<DeskId>;
  rename(desk: DeskId, name: string): Promise<void>;
  /** Answers the names of the windows that went with it. */
  remove(desk: DeskId): Promise<string[]>;
  show(desk: DeskId): Promise<void>;
  /** Asks the person where to keep a desk's file; answers whether it is there now. */
  saveFile(name: string, text: string): Promise<boolean>;
}

/** Whether this window stays above all others. */
export interface AlwaysOnTop {
  isOn(): boolean;
  set(on: boolean): void;
}

/** The form of this window on the screen: docked, a mini view, or free. */
export interface WindowFormPart {
  now(): WindowFormNow;
  /** Resolves with what it is then. */
  set(form: FormKind): Promise<WindowFormNow>;
  /** Calls the listener when the window has become another, of that form. */
  onBecome(listener: (now: WindowFormNow) => void): void;
}

/** Something that is on or off for this computer, whoever uses it. */
export interface ComputerSetting {
  /** Null where there is nothing to set. */
  isOn(): Promise<boolean | null>;
  /** Rejects with a `MullionError` where it cannot be set. */
  set(on: boolean): Promise<void>;
}

/**
 * Where the engine comes from. In the desktop application the anchor makes it and windows wait; in a browser any page may.
 */
export interface EngineHost {
  /** Resolves with a port to an engine that is up. Called again after the port has closed. */
  connect(): Promise<MessagePort>;
}
