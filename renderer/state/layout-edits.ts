/**
 * What one can do to a layout, as pure functions from layout to layout. A pane keeps its id through all of them (its
 * draft and its place in the timeline hang on it), and a layout never becomes empty: the last pane closed leaves an empty
 * place.
 */
import type { Layout, LayoutNode, Pane, PaneId } from '../../shared/layout.ts';
import { panesOf, panesShowing } from '../../shared/layout.ts';
import { activated, cellHolding, cellOf, mapCells, normalised, without } from '../../shared/layout-tree.ts';
import type { ChannelId } from '../../shared/model.ts';

export { activated, cellHolding, cellOf, closed, normalised, shownPanes } from '../../shared/layout-tree.ts';

export type SplitSide = 'right' | 'down';

/** Whether a channel has a pane in this layout, and whether that is the active one. */
export function isShown(layout: Layout | null, channel: ChannelId): 'no' | 'yes' | 'active' {
  const panes = layout ? panesShowing(layout.root, channel) : [];
  if (panes.length === 0) return 'no';
  return panes.some((pane) => pane.id === layout?.active) ? 'active' : 'yes';
}

/** The active pane is one that is seen: one behind another in its cell gives way to that. */
export function inSight(layout: Layout): Layout {
  const cell = layout.active === null ? null : cellHolding(layout.root, layout.active);
  const seen = cell?.panes[cell.selected];
  return seen && seen.id !== layout.active ? { ...layout, active: seen.id } : layout;
}

/**
 * Shows a channel: where it is shown already that pane becomes active; else it takes the active pane if that is empty,
 * else an empty place, else the active pane, else the first.
 */
export function withChannel(layout: Layout, channel: ChannelId): Layout {
  const panes = panesOf(layout.root);
  const shown = panesShowing(layout.root, channel);
  const there = shown.find((pane) => pane.id === layout.active) ?? shown[0];
  if (there) return activated(layout, there.id);
  const active = panes.find((pane) => pane.id === layout.active);
  const empty = panes.find((pane) => pane.kind === 'empty');
  const place = active?.kind === 'empty' ? active : (empty ?? active ?? panes[0]);
  if (!place) return layout;
  return withPaneShowing(layout, place.id, channel);
}

/** Makes one pane show a channel, and active. */
export function withPaneShowing(layout: Layout, pane: PaneId, channel: ChannelId): Layout {
  const root = mapCells(layout.root, (cell) =>
    cell.panes.some((each) => each.id === pane)
      ? { ...cell, panes: cell.panes.map((each) => (each.id === pane ? { ...each, kind: 'timeline', channel } : each)) }
      : cell,
  );
  return activated({ ...layout, root }, pane);
}

/** Makes one pane an empty place again. */
export function emptied(layout: Layout, pane: PaneId): Layout {
  const root = mapCells(layout.root, (cell) =>
    cell.panes.some((each) => each.id === pane)
      ? { ...cell, panes: cell.panes.map((each) => (each.id === pane ? placeOf(each) : each)) }
      : cell,
  );
  return { ...layout, root };
}

function placeOf({ id, came }: Pane): Pane {
  return { kind: 'empty', id, ...(came && { came }) };
}

/** Halves a pane's cell; `added` takes the new half and becomes active. */
export function split(layout: Layout, pane: PaneId, side: SplitSide, added: Pane): Layout {
  const type = side === 'right' ? 'row' : 'column';
  const root = mapCells(layout.root, (cell): LayoutNode => {
    if (!cell.panes.some((each) => each.id === pane)) return cell;
    return { type, weight: cell.weight, children: [{ ...cell, weight: 1 }, cellOf(added)] };
  });
  return { ...layout, root: normalised(root), active: added.id };
}

/** Lets two panes change places; sizes and the active pane stay. */
export function swapped(layout: Layout, one: PaneId, other: PaneId): Layout {
  const panes = new Map(panesOf(layout.root).map((pane) => [pane.id, pane]));
  const first = panes.get(one);
  const second = panes.get(other);
  if (!first || !second) return layout;
  const root = mapCells(layout.root, (cell) => ({
    ...cell,
    panes: cell.panes.map((pane) => (pane.id === one ? second : pane.id === other ? first : pane)),
  }));
  return { ...layout, root };
}

/** Puts a pane into the cell of another, as the tab that is seen. */
export function stacked(layout: Layout, pane: PaneId, onto: PaneId): Layout {
  const moved = panesOf(layout.root).find((each) => each.id === pane);
  const root = moved && pane !== onto ? without(layout.root, pane) : null;
  if (!moved || !root || !cellHolding(root, onto)) return layout;
  const added = mapCells(root, (cell) =>
    cell.panes.some((each) => each.id === onto) ? { ...cell, panes: [...cell.panes, moved], selected: cell.panes.length } : cell,
  );
  return { ...layout, root: normalised(added), active: pane };
}

/** Takes a pane out of its stack and gives it a cell of its own beside it. */
export function unstacked(layout: Layout, pane: PaneId, side: SplitSide): Layout {
  const cell = cellHolding(layout.root, pane);
  const moved = cell?.panes.find((each) => each.id === pane);
  const stays = cell?.panes.find((each) => each.id !== pane);
  const root = moved ? without(layout.root, pane) : null;
  if (!moved || !stays || !root) return layout;
  return split({ ...layout, root }, stays.id, side, moved);
}

/** Gives a pane a tenth more (or less) of the nearest split in that direction. */
export function resized(layout: Layout, pane: PaneId, direction: 'row' | 'column', grow: boolean): Layout {
  const resize = (node: LayoutNode): LayoutNode => {
    if (node.type === 'tabs') return node;
    const at = node.children.findIndex((child) => panesOf(child).some((each) => each.id === pane));
    const inside = node.children[at];
    if (!inside) return node;
    const deeper = resize(inside);
    if (deeper !== inside) return { ...node, children: node.children.with(at, deeper) };
    if (node.type !== direction) return node;
    const total = node.children.reduce((sum, child) => sum + child.weight, 0);
    const least = (total / node.children.length) * 0.25;
    const weight = Math.min(Math.max(inside.weight + (grow ? 0.1 : -0.1) * total, least), total - least);
    const scale = (total - weight) / (total - inside.weight);
    return {
      ...node,
      children: node.children.map((child, index) => ({ ...child, weight: index === at ? weight : child.weight * scale })),
    };
  };
  const root = resize(layout.root);
  return root === layout.root ? layout : { ...layout, root };
}

/** Makes all cells of every split equally large. */
export function evened(layout: Layout): Layout {
  const even = (node: LayoutNode): LayoutNode =>
    node.type === 'tabs' ? { ...node, weight: 1 } : { ...node, weight: 1, children: node.children.map(even) };
  return { ...layout, root: even(layout.root) };
}
