/** Follows this window's layout, and takes it back. */
import { create } from 'zustand';
import { useLayout } from './layout.ts';
import { type LayoutHistory, noHistory, recorded, redone, type Stepped, undone } from './layout-history.ts';

export const useLayoutHistory = create<{ history: LayoutHistory }>(() => ({ history: noHistory }));

/** Records what is done from now on. Another person's layout, or one that has just been restored, has no past. Returns how to stop. */
export function keepLayoutHistory(now: () => number = Date.now): () => void {
  return useLayout.subscribe(({ layout }, before) => {
    if (layout === before.layout) return;
    const { history } = useLayoutHistory.getState();
    const next = layout && before.layout ? recorded(history, before.layout, layout, now()) : noHistory;
    if (next !== history) useLayoutHistory.setState({ history: next });
  });
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
