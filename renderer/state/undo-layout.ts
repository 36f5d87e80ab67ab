/** Follows this window's layout, and takes it back. */
import { create } from 'zustand';
import type { Layout } from '../../shared/layout.ts';
import { same } from './keyed.ts';
import { useLayout } from './layout.ts';
import { normalised } from './layout-edits.ts';
import { type LayoutHistory, noHistory, rebased, recorded, redone, type Stepped, undone } from './layout-history.ts';

export const useLayoutHistory = create<{ history: LayoutHistory }>(() => ({ history: noHistory }));

/**
 * Records what is done from now on. Another person's layout, or one that has just been restored, has no past. A window that becomes
 * another has that one's past: the one that it had when it was left, as long as nothing was done to it elsewhere. Returns how to stop.
 */
export function keepLayoutHistory(now: () => number = Date.now): () => void {
  /** As windows of other desks were left here. */
  const left = new Map<string, { layout: Layout; history: LayoutHistory }>();
  return useLayout.subscribe(({ window, layout }, before) => {
    const { history } = useLayoutHistory.getState();
    if (window !== before.window) {
      if (before.window !== null && before.layout) left.set(before.window, { layout: before.layout, history });
      const known = window === null ? undefined : left.get(window);
      useLayoutHistory.setState({ history: known && same(known.layout, layout) ? known.history : noHistory });
      return;
    }
    if (layout === before.layout) return;
    if (!layout) left.clear();
    const next = layout && before.layout ? recorded(history, before.layout, layout, now()) : noHistory;
    if (next !== history) useLayoutHistory.setState({ history: next });
  });
}

/** Changes the layout by what is no step of the person's here: panes that come from another window, or are in another from now on. */
export function settleLayout(edit: (layout: Layout) => Layout): void {
  const { layout } = useLayout.getState();
  if (!layout) return;
  const { history } = useLayoutHistory.getState();
  const plain = (each: Layout): Layout => {
    const edited = edit(each);
    return edited === each ? each : { ...edited, root: normalised(edited.root) };
  };
  const now = plain(layout);
  useLayout.setState({ layout: now });
  useLayoutHistory.setState({ history: rebased(history, now, plain) });
}

/** Takes the last step back; answers whether there was one. */
export function undoLayout(): boolean {
  return step(undone);
}

/** Does again what was taken back. */
export function redoLayout(): boolean {
  return step(redone);
}

function step(take: typeof undone): boolean {
  const { layout } = useLayout.getState();
  const stepped: Stepped | null = layout && take(useLayoutHistory.getState().history, layout);
  if (!stepped) return false;
  useLayout.setState({ layout: stepped.layout });
  // What has just been recorded is no step of its own.
  useLayoutHistory.setState({ history: stepped.history });
  return true;
}
