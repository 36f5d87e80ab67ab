/** User Timing marks, so that support and benches can tell when a window's panes were there to be read. */
import { useEffect } from 'react';

/** The mark's name; `detail` is the pane. The bench `start` reads it. */
const PAINTED = 'timeline-painted';
/** Those that have their mark: a pane that comes and goes all day has one. */
const marked = new Set<string>();

/** Marks the frame after a pane's first rows: by then they are on screen. */
export function usePaintedMark(pane: string): void {
  useEffect(() => {
    if (marked.has(pane)) return;
    const frame = requestAnimationFrame(() => {
      marked.add(pane);
      performance.mark(PAINTED, { detail: pane });
    });
    return () => cancelAnimationFrame(frame);
  }, [pane]);
}
