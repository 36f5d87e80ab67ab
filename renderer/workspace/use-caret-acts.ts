/** Tells the send guard what a person does to bring the caret somewhere; commands do it in `focusPane`. */
import { useEffect } from 'react';
import { PaneId } from '../../shared/layout.ts';
import { caretGoes } from '../state/caret.ts';

export function useCaretActs(): void {
  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      const pane = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-pane]') : null;
      if (pane) caretGoes(PaneId.parse(pane.dataset.pane));
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) caretGoes(null);
    };
    // Before anybody else: what hears them may move the focus.
    window.addEventListener('pointerdown', onPointerDown, { capture: true });
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      window.removeEventListener('pointerdown', onPointerDown, { capture: true });
      window.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, []);
}
