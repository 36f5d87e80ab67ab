/**
 * Preload <-> main: the one list of IPC calls. The main process checks every input with its schema and the sender with its
 * origin; the preload script exposes `window.mullion` (type `DesktopApi`) and nothing else. A browser page has none of it.
 */
import type { Circumstances } from './circumstances.ts';
import { Arrangement, Desk, DeskId, DeskList, DeskName, KnownWindow, LONGEST_DESK_FILE, MOST_WINDOWS } from './desks.ts';
import { WindowName } from './layout.ts';
import { LinkAddress } from './links.ts';
import { ChannelId, ChosenStatus, Seq } from './model.ts';
import { type Reveal, Showing } from './reveal.ts';
import { z } from './schema.ts';
import { Settings } from './settings.ts';
import { MOST_READS, MOST_TOASTS, Toast } from './toast.ts';
import { TrayModel } from './tray-model.ts';
import { FormKind, WindowFormNow } from './window-form.ts';

const Pixel = z.int().min(-1_000_000).max(1_000_000);
const Size = z.int().min(1).max(100_000);
const Point = z.object({ x: Pixel, y: Pixel });

/** Main-process calls. `who` names the pages that may make a call. */
export const desktopCalls = {
  /** Where the server is, and what this application is. */
  info: {
    input: z.object({}),
    output: z.object({
      server: z.url(),
      version: z.string(),
      /** The name of the window that asks; null for the anchor, and for a window that is kept hidden until it is needed. */
      window: z.string().nullable(),
      /** Whether the window that asks stays above all others. */
      alwaysOnTop: z.boolean(),
      ticket: z.string().optional(),
      /** When the application was started (ms). */
      startedAt: z.number(),
    }),
    who: ['window', 'anchor'],
  },
  /** The engine's host says that the engine is up; windows are told `engine`. */
  engineReady: { input: z.object({ epoch: z.string().max(64) }), output: z.object({}), who: ['anchor'] },
  /** The epoch of the engine that is up, or null while there is none. */
  engine: { input: z.object({}), output: z.object({ epoch: z.string().nullable() }), who: ['window'] },
  /** The refresh token, kept by the operating system's keychain where there is one (else in memory only). */
  loadSecret: { input: z.object({ server: z.url() }), output: z.object({ secret: z.string().nullable() }), who: ['anchor'] },
  saveSecret: {
    input: z.object({ server: z.url(), secret: z.string().max(4096).nullable() }),
    output: z.object({ kept: z.enum(['keychain', 'memory']) }),
    who: ['anchor'],
  },
  /**
   * Opens another window; it gets a layout of its own. `torn`: it has a name already, under which one is kept, a size, and the point under
   * which it is to come, if it was dragged there. Refused where there is a window of that name, or too many.
   */
  openWindow: {
    input: z.object({
      torn: z.object({ window: WindowName, size: z.object({ width: Size, height: Size }), at: Point.nullable() }).exactOptional(),
    }),
    output: z.object({}),
    who: ['window'],
  },
  /** Whether a window of this application is at a point of the desktop. */
  isWindowAt: { input: Point, output: z.object({ isWindow: z.boolean() }), who: ['window'] },
  /** Brings the window that asks to the front. */
  raiseWindow: { input: z.object({}), output: z.object({}), who: ['window'] },
  /** Keeps the window that asks above all others, or no longer. Answers how it is now: not every window system obeys. */
  setAlwaysOnTop: { input: z.object({ on: z.boolean() }), output: z.object({ on: z.boolean() }), who: ['window'] },
  /** The form of the window that asks, and what the window system allows. */
  windowForm: { input: z.object({}), output: WindowFormNow, who: ['window'] },
  /** Docks the window that asks, makes it a mini view, or frees it. Docking is refused with `unavailable` where windows cannot be placed. */
  setWindowForm: { input: z.object({ form: FormKind }), output: WindowFormNow, who: ['window'] },
  /** Whether the application starts when the person signs in to this computer. Setting it is refused with `storage` where it cannot be. */
  startAtLogin: { input: z.object({}), output: z.object({ on: z.boolean() }), who: ['window'] },
  setStartAtLogin: { input: z.object({ on: z.boolean() }), output: z.object({}), who: ['window'] },
  /** Whether the application goes on in the tray when its last window is closed; null where there is no tray. */
  keepRunning: { input: z.object({}), output: z.object({ on: z.boolean().nullable() }), who: ['window'] },
  setKeepRunning: { input: z.object({ on: z.boolean() }), output: z.object({}), who: ['window'] },
  closeWindow: { input: z.object({}), output: z.object({}), who: ['window'] },
  /** Opens a link in the person's browser or mail program. */
  openLink: { input: z.object({ url: LinkAddress }), output: z.object({}), who: ['window'] },
  /** Answers `leave`: nothing is stored under the name that the window had any more. */
  left: { input: z.object({ turn: z.int() }), output: z.object({}), who: ['window'] },
  /** All desks; told again as `desks` when they change. */
  desks: { input: z.object({}), output: DeskList, who: ['window'] },
  desk: { input: z.object({ id: DeskId }), output: Desk, who: ['window'] },
  /** Makes a desk of windows whose layouts are stored already. Its name gets a number where another has it. */
  makeDesk: {
    input: Arrangement.extend({ name: DeskName, windows: z.array(KnownWindow).min(1).max(MOST_WINDOWS) }),
    output: z.object({ id: DeskId }),
    who: ['window'],
  },
  renameDesk: { input: z.object({ id: DeskId, name: DeskName }), output: z.object({}), who: ['window'] },
  /** Answers the names of the windows that went with it. Refused with `not-allowed` for the last desk. */
  removeDesk: { input: z.object({ id: DeskId }), output: z.object({ windows: z.array(z.string()) }), who: ['window'] },
  switchDesk: { input: z.object({ id: DeskId }), output: z.object({}), who: ['window'] },
  /** Asks the person where to keep a desk's file. */
  saveDeskFile: {
    input: z.object({ name: DeskName, text: z.string().max(LONGEST_DESK_FILE) }),
    output: z.object({ saved: z.boolean() }),
    who: ['window'],
  },
  /** Unread and mention totals for the badge. */
  badge: { input: z.object({ unread: z.int().min(0), mentions: z.int().min(0) }), output: z.object({}), who: ['anchor'] },
  /** Messages that earn a toast. One that has been told before is not shown again. */
  toasts: { input: z.object({ toasts: z.array(Toast).max(MOST_TOASTS) }), output: z.object({}), who: ['anchor'] },
  /** How far channels have been read: toasts up to there are taken away. */
  reads: {
    input: z.object({ reads: z.array(z.object({ channel: ChannelId, read: Seq })).max(MOST_READS) }),
    output: z.object({}),
    who: ['anchor'],
  },
  /** What the window that asks shows, so that what is clicked elsewhere is shown where it is; null while it shows no panes. */
  showing: { input: z.object({ showing: Showing.nullable() }), output: z.object({}), who: ['window'] },
  /** The person's settings, for what the main process says and does itself. */
  settings: { input: z.object({ settings: Settings }), output: z.object({}), who: ['anchor'] },
  /** Those of the words that the person's dictionary does not have. */
  misspelt: {
    input: z.object({ words: z.array(z.string().max(1000)).max(10_000) }),
    output: z.object({ words: z.array(z.string()) }),
    who: ['window'],
  },
  /** What the tray shows of conversations, when it is something else. */
  tray: { input: TrayModel, output: z.object({}), who: ['anchor'] },
  /** The person chose a presence, wherever: what they wished for a while is over. */
  chose: { input: z.object({ status: ChosenStatus.nullable() }), output: z.object({}), who: ['anchor'] },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType; who: readonly ('window' | 'anchor')[] }>;

export type DesktopCalls = typeof desktopCalls;
export type DesktopCallName = keyof DesktopCalls;
export type DesktopInput<N extends DesktopCallName> = z.infer<DesktopCalls[N]['input']>;
export type DesktopOutput<N extends DesktopCallName> = z.infer<DesktopCalls[N]['output']>;

/** Main -> pages. */
export type DesktopPushes = {
  /** The engine is up (again): attach to it. */
  engine: { epoch: string };
  /** To the anchor: a window was closed and will not come back. */
  closed: { window: string };
  /** To the anchor only, for its engine: what holds for the person at this computer, now and whenever it changes. */
  circumstances: Circumstances;
  /** To the anchor only: the computer is going to sleep, or woke up. */
  sleep: { asleep: boolean };
  /** To the anchor only: the person chose a presence in the tray. */
  choosePresence: { status: ChosenStatus };
  /** To the anchor only: the person signs out in the tray. */
  signOut: Record<string, never>;
  /** The window is about to be another: store what it holds, then answer `left`. */
  leave: { turn: number };
  /** The window is this one from now on; null: it is none, and hidden. */
  become: { window: string | null; alwaysOnTop: boolean; form: FormKind };
  desks: DeskList;
  /** A person has asked for it: show it. */
  reveal: { reveal: Reveal };
};
export type DesktopPushName = keyof DesktopPushes;

/** What the preload script puts on `window.mullion`. A refused call rejects with a `Problem`. */
export type DesktopApi = {
  call<N extends DesktopCallName>(name: N, input: DesktopInput<N>): Promise<DesktopOutput<N>>;
  /** Returns how to stop listening. */
  on<N extends DesktopPushName>(name: N, listener: (push: DesktopPushes[N]) => void): () => void;
};
