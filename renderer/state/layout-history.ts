/**
 * What was done to a window's layout, to be undone and done again. Pure. A step is what a person would call one: which pane is
 * active or which tab is seen is none, and a splitter that is dragged is one.
 */
import type { Layout, LayoutNode } from '../../shared/layout.ts';
import { same } from './keyed.ts';

/** `past`: the newest last; `future`: the next first. `sizedAt`: when the last step, one of sizes alone, was added to (ms). */
export type LayoutHistory = { past: readonly Layout[]; future: readonly Layout[]; sizedAt: number | null };

export const noHistory: LayoutHistory = { past: [], future: [], sizedAt: null };

/** Steps that can be undone. */
export const MOST_STEPS = 50;
/** Sizes that change again within this time (ms) change in one step. */
export const ONE_STEP_MS = 1_000;

/** The history after the layout was changed, at a time in milliseconds. */
export function recorded(history: LayoutHistory, before: Layout, now: Layout, at: number): LayoutHistory {
  if (same(shape(before.root), shape(now.root))) return history;
  const sizesOnly = same(shape(before.root, false), shape(now.root, false));
  if (sizesOnly && history.sizedAt !== null && at - history.sizedAt <= ONE_STEP_MS) return { ...history, sizedAt: at };
  return { past: [...history.past, before].slice(-MOST_STEPS), future: [], sizedAt: sizesOnly ? at : null };
}

export type Stepped = { layout: Layout; history: LayoutHistory };

/** The layout before the last step; null where there is none. */
export function undone({ past, future }: LayoutHistory, now: Layout): Stepped | null {
  const layout = past.at(-1);
  return layout ? { layout, history: { past: past.slice(0, -1), future: [now, ...future], sizedAt: null } } : null;
}

/** The layout after the step that was undone last; null where there is none. */
export function redone({ past, future }: LayoutHistory, now: Layout): Stepped | null {
  const [layout, ...rest] = future;
  return layout ? { layout, history: { past: [...past, now], future: rest, sizedAt: null } } : null;
}

/** The history after something that is no step and cannot be taken back: all that is remembered is as if it had been so before. */
export function rebased({ past, future }: LayoutHistory, now: Layout, edit: (layout: Layout) => Layout): LayoutHistory {
  const apart = (layouts: readonly Layout[]) =>
    layouts.filter((layout, at) => {
      const other = layouts[at + 1];
      return !other || !same(shape(layout.root), shape(other.root));
    });
  const before = apart([...past.map(edit), now]).slice(0, -1);
  const after = apart([...future.map(edit).toReversed(), now])
    .slice(0, -1)
    .toReversed();
  return { past: before, future: after, sizedAt: null };
}

/** A layout as far as a step goes: not which tab is seen; with sizes, or without. */
function shape(node: LayoutNode, sizes = true): unknown {
  const weight = sizes ? node.weight : 1;
  if (node.type === 'tabs') return { type: node.type, panes: node.panes, weight };
  return { type: node.type, children: node.children.map((child) => shape(child, sizes)), weight };
}
