/**
 * What a window shows: a tree of splits and tab groups whose leaves are panes. Our own shape, kept apart from the tiling
 * library's, so that saved layouts outlive it. Versioned: an older one is migrated, a newer or broken one is refused and
 * left where it is.
 */
import { ChannelId } from './model.ts';
import { z } from './schema.ts';

export const LAYOUT_VERSION = 1;

export const PaneId = z.string().min(1).max(64).brand<'PaneId'>();
export type PaneId = z.infer<typeof PaneId>;

/** A window's layout hangs on this name. */
export const WindowName = z.string().regex(/^[a-z0-9-]{1,64}$/);
export type WindowName = z.infer<typeof WindowName>;

/** The window that a fresh installation opens; its name is stable, so that its layout can be prepared. */
export const FIRST_WINDOW = 'main';

/**
 * Where panes stand in a window: on a side of others, with a share of the room that they have together; or stacked with others, as
 * the tab at an index.
 */
export const Spot = z.union([
  z.object({
    side: z.enum(['left', 'right', 'up', 'down']),
    beside: z.array(PaneId).min(1).max(200),
    share: z.number().gt(0).lt(1),
  }),
  z.object({ side: z.literal('stack'), beside: z.array(PaneId).min(1).max(200), at: z.int().min(0).max(200) }),
]);
export type Spot = z.infer<typeof Spot>;

/** How a pane came into its window: how often it has moved between windows, the last time from which one, and where it stood there. */
export const Came = z.object({ nth: z.int().min(1), from: WindowName, spot: Spot.nullable() });
export type Came = z.infer<typeof Came>;

/** A pane: a view of a channel, or an empty place that offers channels. Further kinds come here. */
export const Pane = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('timeline'), id: PaneId, channel: ChannelId, came: Came.exactOptional() }),
  z.object({ kind: z.literal('empty'), id: PaneId, came: Came.exactOptional() }),
]);
export type Pane = z.infer<typeof Pane>;

const Weight = z.number().positive().max(1e6);

/** Panes stacked in one cell; one of them is seen. */
export const Tabs = z.object({
  type: z.literal('tabs'),
  selected: z.int().min(0),
  panes: z.array(Pane).min(1).max(200),
  weight: Weight,
});
export type Tabs = z.infer<typeof Tabs>;
/** Children side by side (`row`) or one below the other (`column`), with their share of the room. */
export type Split = { type: 'row' | 'column'; children: LayoutNode[]; weight: number };
export type LayoutNode = Tabs | Split;

export const LayoutNode: z.ZodType<LayoutNode> = z.lazy(() =>
  z.union([Tabs, z.object({ type: z.enum(['row', 'column']), children: z.array(LayoutNode).min(1).max(64), weight: Weight })]),
);

/** A window's layout. Each pane has an id of its own in it. */
export const Layout = z
  .object({ version: z.literal(LAYOUT_VERSION), root: LayoutNode, active: PaneId.nullable() })
  .refine(({ root }) => new Set(panesOf(root).map(({ id }) => id)).size === panesOf(root).length, {
    error: 'Two panes have the same id.',
    path: ['root'],
  });
export type Layout = z.infer<typeof Layout>;

/** Every pane of a layout, in reading order. */
export function panesOf(node: LayoutNode): Pane[] {
  return node.type === 'tabs' ? node.panes : node.children.flatMap(panesOf);
}

/** The panes of a layout that show a channel, in reading order. */
export function panesShowing(node: LayoutNode, channel: ChannelId): Pane[] {
  return panesOf(node).filter((pane) => pane.kind === 'timeline' && pane.channel === channel);
}

/** A grid of the given panes, `columns` wide: the first look of a new desk. */
export function grid(panes: Pane[], columns: number): LayoutNode {
  const rows: Split[] = [];
  for (let at = 0; at < panes.length; at += columns) {
    const cells = panes.slice(at, at + columns).map((pane): Tabs => ({ type: 'tabs', selected: 0, panes: [pane], weight: 1 }));
    rows.push({ type: 'row', children: cells, weight: 1 });
  }
  return { type: 'column', children: rows, weight: 1 };
}
