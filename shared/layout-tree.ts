/**
 * The tree of a layout: what is in it, and the plain edits that all others are made of. Pure. A pane keeps its id through all of them,
 * and a layout never becomes empty: the last pane closed leaves an empty place.
 */
import { type Layout, type LayoutNode, type Pane, type PaneId, panesOf, type Split, type Tabs } from './layout.ts';

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

/** A part of the window, in shares of it. */
export type Box = { x: number; y: number; width: number; height: number };

/** The box of every pane that is seen. */
export function boxesOf(node: LayoutNode, box: Box = { x: 0, y: 0, width: 1, height: 1 }): { pane: Pane; box: Box }[] {
  if (node.type === 'tabs') {
    const pane = node.panes[node.selected];
    return pane ? [{ pane, box }] : [];
  }
  const total = node.children.reduce((sum, child) => sum + child.weight, 0);
  let before = 0;
  return node.children.flatMap((child) => {
    const from = before / total;
    const share = child.weight / total;
    before += child.weight;
    return node.type === 'row'
      ? boxesOf(child, { ...box, x: box.x + from * box.width, width: share * box.width })
      : boxesOf(child, { ...box, y: box.y + from * box.height, height: share * box.height });
  });
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

/** Changes cells; what does not change keeps its identity. */
export function mapCells(node: LayoutNode, change: (cell: Tabs) => LayoutNode): LayoutNode {
  if (node.type === 'tabs') return change(node);
  const children = node.children.map((child) => mapCells(child, change));
  const unchanged = children.every((child, index) => child === node.children[index]);
  return unchanged ? node : ({ ...node, children } satisfies Split);
}

/** Takes a pane out of the tree; null when nothing is left. Its room goes to the one beside it. */
export function without(node: LayoutNode, pane: PaneId): LayoutNode | null {
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
