/**
 * What one can do to a layout, as pure functions from layout to layout. A pane keeps its id through all of them (its
 * draft and its place in the timeline hang on it), and a layout never becomes empty: the last pane closed leaves an empty
 * place.
 */
import type { Layout, LayoutNode, Pane, PaneId, Split, Tabs } from '../../shared/layout.ts';
import { panesOf, panesShowing } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';

export type SplitSide = 'right' | 'down';

/** A cell that holds one pane. */
export function cellOf(pane: Pane, weight = 1): Tabs {
  return { type: 'tabs', selected: 0, panes: [pane], weight };
}

/**
 * The same picture in its plainest form: no split with a single child, no split directly inside one of the same direction,
 * `selected` within its panes. Both the tiling library and our edits keep to this form.
 */
export function normalised(node: LayoutNode): LayoutNode {
  if (node.type === 'tabs') return { ...node, selected: Math.min(Math.max(node.selected, 0), node.panes.length - 1) };
  const children = node.children.map(normalised).flatMap((child): LayoutNode[] => {
    if (child.type !== node.type) return [child];
    const total = child.children.reduce((sum, inner) => sum + inner.weight, 0);
    return child.children.map((inner) => ({ ...inner, weight: (child.weight * inner.weight) / total }));
  });
  const [only] = children;
  if (children.length === 1 && only) return { ...only, weight: node.weight };
  return { ...node, children };
}

/** The cell (tab group) that holds a pane. */
export function cellHolding(node: LayoutNode, pane: PaneId): Tabs | null {
  if (node.type === 'tabs') return node.panes.some((each) => each.id === pane) ? node : null;
  for (const child of node.children) {
    const found = cellHolding(child, pane);
    if (found) return found;
  }
  return null;
}

/** The panes that are seen: the selected one of each cell, in reading order. */
export function shownPanes(node: LayoutNode): Pane[] {
  return node.type === 'tabs' ? node.panes.slice(node.selected, node.selected + 1) : node.children.flatMap(shownPanes);
}

/** Whether a channel has a pane in this layout, and whether that is the active one. */
export function isShown(layout: Layout | null, channel: ChannelId): 'no' | 'yes' | 'active' {
  const panes = layout ? panesShowing(layout.root, channel) : [];
  if (panes.length === 0) return 'no';
  return panes.some((pane) => pane.id === layout?.active) ? 'active' : 'yes';
}

/** Makes a pane the active one, and the one that is seen in its cell. */
export function activated(layout: Layout, pane: PaneId): Layout {
  if (!panesOf(layout.root).some((each) => each.id === pane)) return layout;
  const root = mapCells(layout.root, (cell) => {
    const at = cell.panes.findIndex((each) => each.id === pane);
    return at < 0 || at === cell.selected ? cell : { ...cell, selected: at };
  });
  return root === layout.root && layout.active === pane ? layout : { ...layout, root, active: pane };
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
      ? { ...cell, panes: cell.panes.map((each) => (each.id === pane ? { kind: 'timeline', id: pane, channel } : each)) }
      : cell,
  );
  return activated({ ...layout, root }, pane);
}

/** Makes one pane an empty place again. */
export function emptied(layout: Layout, pane: PaneId): Layout {
  const root = mapCells(layout.root, (cell) =>
    cell.panes.some((each) => each.id === pane)
      ? { ...cell, panes: cell.panes.map((each) => (each.id === pane ? { kind: 'empty', id: pane } : each)) }
      : cell,
  );
  return { ...layout, root };
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

/** Takes a pane away; its room goes to the one beside it, so that no other moves. `place` is what an otherwise empty layout is left with. */
export function closed(layout: Layout, pane: PaneId, place: PaneId): Layout {
  const order = shownPanes(layout.root);
  const at = order.findIndex((each) => each.id === pane);
  const root = without(layout.root, pane);
  if (!root) return { ...layout, root: cellOf({ kind: 'empty', id: place }), active: place };
  const left = { ...layout, root: normalised(root) };
  if (layout.active !== pane) return left;
  const shown = shownPanes(left.root);
  const next = shown[Math.min(Math.max(at, 0), shown.length - 1)];
  return { ...left, active: next?.id ?? null };
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

function mapCells(node: LayoutNode, change: (cell: Tabs) => LayoutNode): LayoutNode {
  if (node.type === 'tabs') return change(node);
  const children = node.children.map((child) => mapCells(child, change));
  const unchanged = children.every((child, index) => child === node.children[index]);
  return unchanged ? node : ({ ...node, children } satisfies Split);
}

function without(node: LayoutNode, pane: PaneId): LayoutNode | null {
  if (node.type === 'tabs') {
    const at = node.panes.findIndex((each) => each.id === pane);
    if (at < 0) return node;
    if (node.panes.length === 1) return null;
    const selected = node.selected > at || node.selected === node.panes.length - 1 ? node.selected - 1 : node.selected;
    return { ...node, panes: node.panes.toSpliced(at, 1), selected: Math.max(0, selected) };
  }
  const left = node.children.map((child) => without(child, pane));
  const gone = left.indexOf(null);
  const heir = gone > 0 ? gone - 1 : gone + 1;
  const room = node.children[gone]?.weight ?? 0;
  const children = left.flatMap((child, at) => {
    if (!child) return [];
    return gone >= 0 && at === heir ? [{ ...child, weight: child.weight + room }] : [child];
  });
  return children.length === 0 ? null : { ...node, children };
}
