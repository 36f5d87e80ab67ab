import { useEffect } from 'react';
import { usePlatform } from '../platform/context.ts';
import { pressOf } from '../platform/key-press.ts';
import { useAlone } from '../state/alone.ts';
import { applies, type Run } from '../state/command-list.ts';
import { runOf } from '../state/keymap.ts';
import { situationOf } from '../state/situation.ts';
import { useUi } from '../state/ui.ts';
import { keyboardOf, keymapNow } from '../state/use-keymap.ts';

/** Keys do their commands in the whole window. While a dialog is open, keys belong to it. */
export function useKeys(obey: (run: Run) => void): void {
  const platform = usePlatform();
  useEffect(() => {
    const keyboard = keyboardOf(platform);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || useUi.getState().dialog) return;
      const run = runOf(pressOf(event), keymapNow(keyboard), keyboard);
      if (!run || !isOurs(run)) return;
      event.preventDefault();
      obey(run);
    };
    /** Escape is anybody's where there is no way back; other keys do nothing else either where their command does not apply. */
    const isOurs = ({ id }: Run) =>
      id !== 'backToList' || (applies(id, situationOf(platform)) && useAlone.getState().shows === 'pane');
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [obey, platform]);
}
