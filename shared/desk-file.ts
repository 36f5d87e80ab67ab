/**
 * A desk as a file, to be taken to another computer or given to a colleague: its name, its windows with their layouts, and where these
 * stood. Panes name channels by their id alone: a file tells nobody what a channel is called. Versioned; what comes from outside is
 * measured, then checked; what does not fit is refused whole.
 */
import { DeskName, KnownWindow, LONGEST_DESK_FILE, MOST_ARRANGEMENTS, MOST_WINDOWS, Remembered } from './desks.ts';
import { type Came, Layout, type LayoutNode, type PaneId, panesOf } from './layout.ts';
import { check, z } from './schema.ts';

export const DESK_FILE_VERSION = 1;
const FORMAT = 'mullion-desk';
/** Panes of all windows of a desk together: more than anybody can look at. */
export const MOST_PANES = 1_000;
/** Splits inside of splits that a file may have are less than half of this: each is an object and a list. */
const DEEPEST = 64;

export const DeskWindow = KnownWindow.extend({ layout: Layout });
export type DeskWindow = z.infer<typeof DeskWindow>;

/** What is on a desk. */
export const DeskContents = z.object({
  windows: z
    .array(DeskWindow)
    .min(1)
    .max(MOST_WINDOWS)
    .refine((windows) => new Set(windows.map(({ id }) => id)).size === windows.length, {
      error: 'Two windows have the same name.',
    })
    .refine((windows) => windows.reduce((sum, { layout }) => sum + panesOf(layout.root).length, 0) <= MOST_PANES, {
      error: 'There are too many panes.',
    }),
  places: z.array(Remembered).max(MOST_ARRANGEMENTS),
});
export type DeskContents = z.infer<typeof DeskContents>;

const DeskFile = DeskContents.extend({
  format: z.literal(FORMAT),
  version: z.literal(DESK_FILE_VERSION),
  name: DeskName,
});

/** Why a file is refused. */
export const deskFileFaults = ['too-large', 'not-a-desk', 'too-new', 'damaged'] as const;
export type DeskFileFault = (typeof deskFileFaults)[number];

export type ReadDeskFile = { ok: true; name: string; contents: DeskContents } | { ok: false; fault: DeskFileFault };

/** Reads a file's text. Never throws. */
export function readDeskFile(text: string): ReadDeskFile {
  if (text.length > LONGEST_DESK_FILE) return { ok: false, fault: 'too-large' };
  try {
    const found: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const head = check(z.object({ format: z.literal(FORMAT), version: z.int().min(1) }), found);
    if (!head.success) return { ok: false, fault: 'not-a-desk' };
    if (head.data.version > DESK_FILE_VERSION) return { ok: false, fault: 'too-new' };
    if (isDeeperThan(found, DEEPEST)) return { ok: false, fault: 'damaged' };
    const file = check(DeskFile, found);
    if (!file.success) return { ok: false, fault: 'damaged' };
    const { name, windows, places } = file.data;
    return { ok: true, name, contents: { windows, places } };
  } catch {
    // Not JSON, or nested so deeply that even that cannot be told.
    return { ok: false, fault: 'not-a-desk' };
  }
}

/** The file of a desk. */
export function writeDeskFile(name: string, { windows, places }: DeskContents): string {
  const file: z.input<typeof DeskFile> = { format: FORMAT, version: DESK_FILE_VERSION, name, windows, places };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/**
 * The same once more: with new names for its windows and new ids for its panes, so that nothing of it is ever taken for the first one's.
 * Places of windows that it does not have are left out.
 */
export function renewed({ windows, places }: DeskContents, freshWindow: () => string, freshPane: () => PaneId): DeskContents {
  const names = new Map(windows.map(({ id }) => [id, freshWindow()]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const panes = new Map(
    windows.map(({ id, layout }) => [id, new Map(panesOf(layout.root).map((pane) => [pane.id, freshPane()]))]),
  );
  const paneOf = (window: string, id: PaneId) => panes.get(window)?.get(id) ?? id;
  /** Where a pane came from, as far as that is on this desk too. */
  const cameOf = ({ nth, from, spot }: Came): Came | null => {
    const there = panes.get(from);
    if (!there) return null;
    const beside = spot?.beside.flatMap((id) => there.get(id) ?? []) ?? [];
    return { nth, from: nameOf(from), spot: spot && beside.length > 0 ? { ...spot, beside } : null };
  };
  const again = (window: string, node: LayoutNode): LayoutNode => {
    if (node.type !== 'tabs') return { ...node, children: node.children.map((child) => again(window, child)) };
    const fresh = node.panes.map(({ came, ...pane }) => {
      const now = came ? cameOf(came) : null;
      return { ...pane, id: paneOf(window, pane.id), ...(now ? { came: now } : {}) };
    });
    return { ...node, panes: fresh };
  };
  return {
    windows: windows.map(({ id, layout: { version, root, active }, ...window }) => {
      const layout = { version, root: again(id, root), active: active && (panes.get(id)?.get(active) ?? null) };
      return { ...window, id: nameOf(id), layout };
    }),
    places: places.map(({ displays, windows: stood }) => {
      const kept = Object.entries(stood).filter(([id]) => names.has(id));
      return { displays, windows: Object.fromEntries(kept.map(([id, place]) => [nameOf(id), place])) };
    }),
  };
}

/** Looks at a value level by level: one that is nested without end is no reason to run out of stack. */
function isDeeperThan(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}
