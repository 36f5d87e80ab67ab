/**
 * Panes that move from one window to another: how the one's layout gives them up and the other's takes them in. Pure, and the same for
 * the engine, which stores both, and for the windows, which show them. Each edit can be made again without harm.
 *
 *   the source                               the destination
 *   ┌───┬───┬───┐    ┌─────┬───┐             ┌─────┬───┐    ┌─────┬─┬─┐
 *   │ a │ b │ c │ ─► │  a  │ c │   b moves   │  d  │ e │ ─► │  d  │b│e│     spot: left of e
 *   └───┴───┴───┘    └─────┴───┘             └─────┴───┘    └─────┴─┴─┘
 *
 * `spotOf` tells where panes stand, and `docked` with that spot puts them there again: a pane that comes back is where it was.
 */
import {
  type Came,
  LAYOUT_VERSION,
  type Layout,
  type LayoutNode,
  type Pane,
  type PaneId,
  panesOf,
  type Spot,
  type Tabs,
} from './layout.ts';
import { activated, boxesOf, closed, mapCells, normalised } from './layout-tree.ts';

/** How often a pane has moved between windows. Of two windows that both show it, the one where it has moved more often has it. */
export function movesOf(pane: Pane): number {
  return pane.came?.nth ?? 0;
}

/** Where panes of one cell stand; null where they are all there is, or in no one cell. */
export function spotOf(root: LayoutNode, panes: readonly PaneId[]): Spot | null {
  const has = (node: LayoutNode) => panesOf(node).some(({ id }) => panes.includes(id));
  if (root.type === 'tabs') {
    const at = root.panes.findIndex(({ id }) => panes.includes(id));
    const others = root.panes.flatMap(({ id }) => (panes.includes(id) ? [] : [id]));
    return at < 0 || others.length === 0 ? null : { side: 'stack', beside: others, at };
  }
  const at = root.children.findIndex(has);
  const own = root.children[at];
  if (!own) return null;
  const isAll = panesOf(own).every(({ id }) => panes.includes(id));
  if (!isAll) return spotOf(own, panes);
  const heir = root.children[at > 0 ? at - 1 : at + 1];
  if (!heir) return null;
  const before = at === 0;
  const side = root.type === 'row' ? (before ? 'left' : 'right') : before ? 'up' : 'down';
  return { side, beside: panesOf(heir).map(({ id }) => id), share: own.weight / (own.weight + heir.weight) };
}

/** The layout without these panes; `place` is what an otherwise empty layout is left with. */
export function withoutPanes(layout: Layout, panes: readonly PaneId[], place: PaneId): Layout {
  const there = panesOf(layout.root).filter(({ id }) => panes.includes(id));
  return there.reduce((left, { id }) => closed(left, id, place), layout);
}

/**
 * The layout with a cell of panes in its spot, the one that is seen in it active. What shows a pane already keeps it where it is. Without a
 * spot, or where nothing of what it stood beside is left, it takes half of the largest cell. A window that has nothing but an empty place
 * gives that up. `room`: how large the window is, in any unit.
 */
export function docked(layout: Layout, cell: Tabs, spot: Spot | null, room = { width: 16, height: 9 }): Layout {
  const there = new Set(panesOf(layout.root).map(({ id }) => id));
  const fresh = cell.panes.filter(({ id }) => !there.has(id));
  const shown = cell.panes[cell.selected] ?? cell.panes[0];
  const [first] = fresh;
  if (!first || !shown) return layout;
  const selected = Math.max(0, fresh.indexOf(shown));
  const added: Tabs = { ...cell, panes: fresh, selected };
  const root = put(normalised(layout.root), added, spot, room);
  return activated({ ...layout, root: normalised(root) }, fresh[selected]?.id ?? first.id);
}

/** A window's layout of this cell alone. */
export function alone(cell: Tabs): Layout {
  return {
    version: LAYOUT_VERSION,
    root: { ...cell, weight: 1 },
    active: cell.panes[cell.selected]?.id ?? cell.panes[0]?.id ?? null,
  };
}

/** The cell as it comes into another window. */
export function stamped(cell: Tabs, came: (pane: Pane) => Came): Tabs {
  return { ...cell, panes: cell.panes.map((pane) => ({ ...pane, came: came(pane) })) };
}

function put(root: LayoutNode, cell: Tabs, spot: Spot | null, room: { width: number; height: number }): LayoutNode {
  const panes = panesOf(root);
  const [only] = panes;
  if (panes.length === 1 && only?.kind === 'empty') return { ...cell, weight: root.weight };
  const kept = spot?.beside.some((id) => panes.some((pane) => pane.id === id)) ? spot : largest(root, room);
  const beside = kept.beside.filter((id) => panes.some((pane) => pane.id === id));
  return kept.side === 'stack' ? stackedOnto(root, cell, beside, kept.at) : besides(root, cell, beside, kept);
}

function stackedOnto(root: LayoutNode, cell: Tabs, beside: readonly PaneId[], at: number): LayoutNode {
  const [onto] = beside;
  return mapCells(root, (each) => {
    if (!each.panes.some(({ id }) => id === onto)) return each;
    const [only] = each.panes;
    // What is dropped onto an empty place fills it.
    if (each.panes.length === 1 && only?.kind === 'empty') return { ...cell, weight: each.weight };
    const index = Math.min(at, each.panes.length);
    return { ...each, panes: each.panes.toSpliced(index, 0, ...cell.panes), selected: index + cell.selected };
  });
}

/** Puts the cell on a side of the least part of the tree that holds all of `beside`. */
function besides(
  node: LayoutNode,
  cell: Tabs,
  beside: readonly PaneId[],
  { side, share }: Extract<Spot, { share: number }>,
): LayoutNode {
  const holds = (each: LayoutNode) => panesOf(each).some(({ id }) => beside.includes(id));
  if (node.type === 'tabs') return halved(node, cell, side, share);
  const from = node.children.findIndex(holds);
  const to = node.children.findLastIndex(holds);
  const inside = node.children[from];
  if (from === to && inside) {
    return { ...node, children: node.children.with(from, besides(inside, cell, beside, { side, share, beside: [...beside] })) };
  }
  if (from === 0 && to === node.children.length - 1) return halved(node, cell, side, share);
  const run = node.children.slice(from, to + 1);
  const part: LayoutNode = { ...node, weight: run.reduce((sum, { weight }) => sum + weight, 0), children: run };
  return { ...node, children: node.children.toSpliced(from, run.length, halved(part, cell, side, share)) };
}

function halved(node: LayoutNode, cell: Tabs, side: 'left' | 'right' | 'up' | 'down', share: number): LayoutNode {
  const type = side === 'left' || side === 'right' ? 'row' : 'column';
  const added = { ...cell, weight: share };
  const rest = { ...node, weight: 1 - share };
  return { type, weight: node.weight, children: side === 'left' || side === 'up' ? [added, rest] : [rest, added] };
}

/** Half of the largest cell, along its longer side. */
function largest(root: LayoutNode, room: { width: number; height: number }): Spot {
  const [found] = boxesOf(root)
    .map(({ pane, box }) => ({ pane, width: box.width * room.width, height: box.height * room.height }))
    .sort((a, b) => b.width * b.height - a.width * a.height);
  const side = !found || found.width >= found.height ? 'right' : 'down';
  return { side, beside: found ? [found.pane.id] : [], share: 0.5 };
}
