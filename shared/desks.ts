/**
 * A desk: a named arrangement of all windows and their panes. The main process keeps which windows a desk has and where they
 * stand; what is in a window is its layout, which the engine keeps under the window's name. No two windows have the same name, on
 * whatever desks they are.
 */
import { WindowName } from './layout.ts';
import { z } from './schema.ts';
import { WindowForm } from './window-form.ts';

/** Windows that one desk may have, and desks that there may be. */
export const MOST_WINDOWS = 64;
export const MOST_DESKS = 64;
/** Arrangements of displays that are remembered: more than anybody carries a computer between. */
export const MOST_ARRANGEMENTS = 32;
export const LONGEST_DESK_NAME = 60;
/** Characters of a desk's file: some hundred windows full of panes. */
export const LONGEST_DESK_FILE = 4_000_000;

const Pixels = z.int().min(-1_000_000).max(1_000_000);
const Size = z.int().min(1).max(100_000);
/** Where a window stands. `bounds` are those that it has when it is neither maximised nor full screen. */
export const Place = z.object({
  bounds: z.object({ x: Pixels, y: Pixels, width: Size, height: Size }),
  state: z.enum(['normal', 'maximized', 'fullscreen']),
});
export type Place = z.infer<typeof Place>;

/** The places of windows, by name, on one arrangement of displays. */
export const Remembered = z.object({
  displays: z.array(z.string().max(256)).max(64).readonly(),
  windows: z.record(WindowName, Place).readonly(),
});
export type Remembered = z.infer<typeof Remembered>;

/** A window as it is to be opened again, wherever that will be. One without a form is free. */
export const KnownWindow = z.object({ id: WindowName, alwaysOnTop: z.boolean(), form: WindowForm.exactOptional() });
export type KnownWindow = z.infer<typeof KnownWindow>;

/** The windows to open, in their order, and where they stood: on the newest arrangement of displays first. */
export const Arrangement = z.object({
  windows: z.array(KnownWindow).max(MOST_WINDOWS).readonly(),
  places: z.array(Remembered).max(MOST_ARRANGEMENTS).readonly(),
});
export type Arrangement = z.infer<typeof Arrangement>;

export const DeskId = z.string().regex(/^[a-z0-9-]{1,64}$/);
export type DeskId = z.infer<typeof DeskId>;

/** What a person may call a desk: one line, with something to be seen in it. */
export const DeskName = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_DESK_NAME)
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u);

/** `name`: null while nobody has given it one. */
export const Desk = Arrangement.extend({ id: DeskId, name: DeskName.nullable() });
export type Desk = z.infer<typeof Desk>;

/** What pages and the tray are told: every desk in its order, with the names of its windows. */
export const DeskList = z.object({
  current: DeskId,
  desks: z.array(z.object({ id: DeskId, name: DeskName.nullable(), windows: z.array(WindowName) })),
});
export type DeskList = z.infer<typeof DeskList>;
