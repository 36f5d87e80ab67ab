/** What becomes of keys that somebody pressed for a command. Pure. */
import { type Chord, chordsOf, type KeyPress, widened } from '../../shared/chord.ts';
import { type CommandId, commandOf } from '../state/command-list.ts';
import { conflict, type Keymap } from '../state/keymap.ts';
import { type Keyboard, type Refusal, refusal } from '../state/refused-chords.ts';

export type Recorded =
  | { is: 'nothing' }
  /** Another key is meant: one of the family that the command's keys are. */
  | { is: 'needsDigit' | 'needsArrow' | 'unknown' }
  | { is: 'refused'; chord: Chord; why: Refusal }
  | { is: 'free'; chord: Chord }
  | { is: 'taken'; chord: Chord; by: CommandId };

const modifiers: readonly string[] = [
  'Control',
  'Alt',
  'AltGraph',
  'Shift',
  'Meta',
  'CapsLock',
  'Fn',
  'NumLock',
  'Dead',
  'Process',
];

/** What a press asks for; `nothing` while only modifiers are held. */
export function recorded(press: KeyPress, command: CommandId, keymap: Keymap, keyboard: Keyboard): Recorded {
  if (modifiers.includes(press.key) || press.isComposing) return { is: 'nothing' };
  const [pressed] = chordsOf(press, keyboard.mac);
  if (!pressed) return { is: 'unknown' };
  const { family } = commandOf(command);
  const chord = family ? widened(pressed, family) : pressed;
  if (!chord) return { is: family === 'Digits' ? 'needsDigit' : 'needsArrow' };
  const why = refusal(chord, keyboard);
  if (why) return { is: 'refused', chord, why };
  const by = conflict(keymap, command, chord);
  return by ? { is: 'taken', chord, by } : { is: 'free', chord };
}
