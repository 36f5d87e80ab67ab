/** The form of a window on the screen: as large as a person made it, docked at an edge beside other programs, or a mini view. */
import { z } from './schema.ts';

/**
 * `docked-…`: as high as the screen's work area, at its edge. `mini`: one pane alone, very small, above all other windows.
 */
export const formKinds = ['free', 'docked-left', 'docked-right', 'mini'] as const;
export const FormKind = z.enum(formKinds);
export type FormKind = z.infer<typeof FormKind>;

/** No docked window is narrower (px); one that nobody has sized is `FIRST_DOCK_WIDTH` wide. */
export const LEAST_DOCK_WIDTH = 280;
export const FIRST_DOCK_WIDTH = 340;
/** A mini view, before anybody has sized it (px): no window is smaller. */
export const MINI_SIZE: Readonly<{ width: number; height: number }> = { width: 240, height: 180 };

const Pixels = z.int().min(-1_000_000).max(1_000_000);
const Size = z.int().min(1).max(100_000);

/** A window's form, and what it remembers of the forms that it had. */
export const WindowForm = z.object({
  kind: FormKind,
  /** How wide it is when it is docked (px). */
  dockWidth: z.int().min(LEAST_DOCK_WIDTH).max(100_000),
  /** Where it stands as a mini view; null until it has been one. */
  mini: z.object({ x: Pixels, y: Pixels, width: Size, height: Size }).nullable(),
  /** Whether it stayed above all others before it became a mini view. */
  wasOnTop: z.boolean(),
});
export type WindowForm = z.infer<typeof WindowForm>;

/** What a page is told of its window. `placed`: windows can be put somewhere and kept above others; not so under native Wayland. */
export const WindowFormNow = z.object({ form: FormKind, alwaysOnTop: z.boolean(), placed: z.boolean() });
export type WindowFormNow = z.infer<typeof WindowFormNow>;

export const FREE: WindowForm = { kind: 'free', dockWidth: FIRST_DOCK_WIDTH, mini: null, wasOnTop: false };
