/**
 * Our layout as the tiling library's model, and back. Pure; one is the other's inverse for normalised layouts.
 *
 *   ours                              the library's
 *   row ── cells side by side         a row's children alternate: a row in a row stands upright
 *   column ── one below the other     `rootOrientationVertical` says how the outermost one lies
 *   tabs ── panes in one cell         tabset ── tabs, each with our pane as its `config`
 */
import type { IJsonModel, IJsonRowNode, IJsonTabNode, IJsonTabSetNode } from 'flexlayout-react';
import { LAYOUT_VERSION, type Layout, type LayoutNode, Pane, type PaneId, panesOf, type Tabs } from '../../shared/layout.ts';
import { normalised } from '../state/layout-edits.ts';

/** The least room (px) that a pane is left with when borders are moved. */
const LEAST_WIDTH = 200;
const LEAST_HEIGHT = 96;
/** The line between two panes, and the tabs of a stack (px); see workspace.css. */
const MULLION = 3;
const TAB_STRIP = 27;
/** What the library means where its model gives no weight: it leaves out what is its default. */
const USUAL_WEIGHT = 100;

/**
 * The room (px) that a layout takes at least: where there is less, it is scrolled. A pane that nobody can reach is of no use, and
 * one narrower than its words is of little.
 */
export function leastRoom(node: LayoutNode): { width: number; height: number } {
  if (node.type === 'tabs') return { width: LEAST_WIDTH, height: LEAST_HEIGHT + (node.panes.length > 1 ? TAB_STRIP : 0) };
  const rooms = node.children.map(leastRoom);
  const [widths, heights] = [rooms.map(({ width }) => width), rooms.map(({ height }) => height)];
  const along = (sizes: number[]) => sizes.reduce((sum, size) => sum + size, MULLION * (sizes.length - 1));
  return node.type === 'row'
    ? { width: along(widths), height: Math.max(...heights) }
    : { width: Math.max(...widths), height: along(heights) };
}

/** The library's model of a layout. Ids of tabs are the panes' ids. `alone`: the pane that fills it, the others being unseen. */
export function toModel(layout: Layout, alone: PaneId | null = null): IJsonModel {
  const root = normalised(layout.root);
  const outer = root.type === 'tabs' ? { type: 'row' as const, weight: 1, children: [root] } : root;
  return {
    global: {
      rootOrientationVertical: outer.type === 'column',
      tabEnableClose: false,
      tabEnableRename: false,
      tabEnablePopout: false,
      tabEnableFloat: false,
      tabEnableScrollbars: false,
      tabEnableRenderOnDemand: true,
      tabSetEnableMaximize: false,
      tabSetEnableTabStrip: true,
      tabSetMinWidth: LEAST_WIDTH,
      tabSetMinHeight: LEAST_HEIGHT,
      enableEdgeDock: true,
    },
    layout: { type: 'row', weight: outer.weight, children: outer.children.map((child) => toChild(child, alone)) },
  };
}

/**
 * The layout that a model shows. What is not ours in it (a tab without a pane) is left out; null when nothing is left.
 * `active` stays if its pane is still there.
 */
export function fromModel(model: IJsonModel, active: PaneId | null): Layout | null {
  const vertical = model.global?.rootOrientationVertical === true;
  const root = fromChild(model.layout, vertical ? 'column' : 'row');
  if (!root) return null;
  const panes = panesOf(root);
  const stays = panes.some((pane) => pane.id === active);
  return { version: LAYOUT_VERSION, root: normalised(root), active: stays ? active : (panes[0]?.id ?? null) };
}

function toChild(node: LayoutNode, alone: PaneId | null): IJsonRowNode | IJsonTabSetNode {
  if (node.type !== 'tabs')
    return { type: 'row', weight: node.weight, children: node.children.map((child) => toChild(child, alone)) };
  const fills = node.panes.some(({ id }) => id === alone);
  return {
    type: 'tabset',
    id: `cell-${node.panes[0]?.id ?? ''}`,
    weight: node.weight,
    selected: node.selected,
    // A single pane needs no tabs: its own header names it and is what one drags.
    enableTabStrip: node.panes.length > 1 && !fills,
    ...(fills && { maximized: true }),
    children: node.panes.map(toTab),
  };
}

function toTab(pane: Pane): IJsonTabNode {
  return { type: 'tab', id: pane.id, component: 'pane', config: pane };
}

function fromChild(node: IJsonRowNode | IJsonTabSetNode, type: 'row' | 'column'): LayoutNode | null {
  const weight = node.weight !== undefined && node.weight > 0 ? node.weight : USUAL_WEIGHT;
  if (isCell(node)) return fromCell(node, weight);
  const children = (node.children ?? [])
    .map((child) => fromChild(child, type === 'row' ? 'column' : 'row'))
    .filter((child) => child !== null);
  return children.length === 0 ? null : { type, weight, children };
}

function fromCell(node: IJsonTabSetNode, weight: number): Tabs | null {
  const panes = (node.children ?? []).flatMap((tab) => {
    const read = Pane.safeParse('config' in tab ? tab.config : undefined);
    return read.success ? [read.data] : [];
  });
  if (panes.length === 0) return null;
  const selected = Math.min(Math.max(node.selected ?? 0, 0), panes.length - 1);
  return { type: 'tabs', selected, panes, weight };
}

function isCell(node: IJsonRowNode | IJsonTabSetNode): node is IJsonTabSetNode {
  return node.type === 'tabset';
}
