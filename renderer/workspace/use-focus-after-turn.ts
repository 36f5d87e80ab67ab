import { useEffect, useRef } from 'react';
import { useLayout } from '../state/layout.ts';
import { closeDialog } from '../state/ui.ts';
import { focusPane } from './focus.ts';

/** The window has become another: what a dialog was about is gone, and one goes on where one was in that window. */
export function useFocusAfterTurn(): void {
  const window = useLayout((state) => state.window);
  const shown = useRef(window);
  useEffect(() => {
    if (window === null || window === shown.current) return;
    shown.current = window;
    closeDialog();
    const active = useLayout.getState().layout?.active;
    // In the next frame: until then a dialog that closes holds the focus.
    if (active && document.hasFocus()) requestAnimationFrame(() => focusPane(active));
  }, [window]);
}
