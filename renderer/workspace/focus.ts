/** Puts the focus into a pane, once it is on the page. */
import type { PaneId } from '../../shared/layout.ts';
import { caretGoes } from '../state/caret.ts';

/** A pane that has just been made is mounted within a few frames. */
const FRAMES = 10;

/** Focuses a pane's composer, for the person; where it has none, its list of channels, or the pane itself. */
export function focusPane(pane: PaneId): void {
  caretGoes(pane);
  focusSoon(pane, FRAMES);
}

function focusSoon(pane: PaneId, frames: number): void {
  const region = document.querySelector<HTMLElement>(`[data-pane="${CSS.escape(pane)}"]`);
  const target = region?.querySelector<HTMLElement>('textarea, [data-pane-focus]') ?? region;
  // One that is not seen yet (another pane fills a narrow window) cannot take the focus.
  if (target?.checkVisibility()) {
    target.focus({ preventScroll: true });
    // Where panes have more than the window's room, the one that is gone to comes into view.
    region?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  } else if (frames > 0) requestAnimationFrame(() => focusSoon(pane, frames - 1));
}
