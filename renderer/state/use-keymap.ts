/** The keys of this window's commands, and how they are told. */
import { useCallback, useMemo } from 'react';
import { type Chord, type KeyChoices, keyNames } from '../../shared/chord.ts';
import { useKeyWords } from '../i18n/key-words.ts';
import { usePlatform } from '../platform/context.ts';
import type { CommandId } from './command-list.ts';
import { type Keymap, keymapOf } from './keymap.ts';
import type { Direction } from './layout-geometry.ts';
import type { Keyboard } from './refused-chords.ts';
import { useSettings } from './settings.ts';

/** What is pressed on here. */
export function keyboardOf({ kind }: { kind: 'desktop' | 'browser' }): Keyboard {
  return { mac: /^Mac/.test(navigator.platform), browser: kind === 'browser' };
}

const arrowTo = { left: 'ArrowLeft', right: 'ArrowRight', up: 'ArrowUp', down: 'ArrowDown' } as const satisfies Record<
  Direction,
  string
>;

let made: { choices: KeyChoices; keyboard: Keyboard; keymap: Keymap } | null = null;

/** Which keys do what now. Made anew only when the person chose others. */
export function keymapNow(keyboard: Keyboard, choices = useSettings.getState().settings.keys): Keymap {
  if (made?.choices !== choices || made.keyboard.browser !== keyboard.browser) {
    made = { choices, keyboard, keymap: keymapOf(choices, keyboard) };
  }
  return made.keymap;
}

/** The same for a component. */
export function useKeymap(): { keymap: Keymap; keyboard: Keyboard } {
  const platform = usePlatform();
  const choices = useSettings(({ settings }) => settings.keys);
  return useMemo(() => {
    const keyboard = keyboardOf(platform);
    return { keymap: keymapNow(keyboard, choices), keyboard };
  }, [choices, platform]);
}

/** Puts the keys of a chord into words, one by one. */
export function useChordWords(): (chord: Chord) => string[] {
  const keyWords = useKeyWords();
  const { keyboard } = useKeymap();
  return useCallback((chord) => keyNames(chord, keyboard.mac).map(keyWords), [keyWords, keyboard]);
}

/**
 * The keys of a command in one piece, for a hint; undefined where it has none. `which`: of one that counts, which one of all, from 0; of
 * one that goes in a direction, that.
 */
export function useKeysOf(): (command: CommandId, which?: number | Direction) => string | undefined {
  const { keymap } = useKeymap();
  const words = useChordWords();
  return useCallback(
    (command, which) => {
      const chord = keymap.get(command)?.chord;
      if (!chord || (typeof which === 'number' && which > 8)) return undefined;
      if (which === undefined) return words(chord).join('+');
      return words({ ...chord, key: typeof which === 'number' ? String(which + 1) : arrowTo[which] }).join('+');
    },
    [keymap, words],
  );
}
