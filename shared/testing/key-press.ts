import type { KeyPress } from '../chord.ts';

/** A key press with nothing held but what is said. */
export function press(key: string, code: string, held: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    altGraph: false,
    isComposing: false,
    ...held,
  };
}
