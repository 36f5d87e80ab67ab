/**
 * Which keys do which command: as delivered, but for what the person chose. Pure.
 *
 * What was chosen comes before what is delivered: a command whose delivered keys somebody gave to another has none, and has them
 * again as soon as the other gives them up. Of two that were chosen the same the first in the list has them.
 */
import {
  answers,
  type Chord,
  chordsOf,
  type KeyChoices,
  type KeyPress,
  overlap,
  parseChord,
  writeChord,
} from '../../shared/chord.ts';
import { allCommands, type CommandId, commandOf, isDirected, isNumbered, type Run } from './command-list.ts';
import type { Direction } from './layout-geometry.ts';
import { type Keyboard, refusal } from './refused-chords.ts';

/** `by`: whether the person chose so, or the keys are as delivered; `yielding`: another command was given the delivered ones. */
export type Bound = { chord: Chord | null; by: 'choice' | 'delivery' } | { chord: null; by: 'yielding'; to: CommandId };

export type Keymap = ReadonlyMap<CommandId, Bound>;

/** The keys that a command has where nobody chose. */
export function delivered(id: CommandId, { mac }: Keyboard): Chord | null {
  const { keys, macKeys } = commandOf(id);
  const written = mac ? (macKeys ?? keys) : keys;
  return written === null ? null : parseChord(written);
}

/** The keys of all commands. Choices that are of no command, not of its kind, or not to be had on this keyboard do not count. */
export function keymapOf(choices: KeyChoices, keyboard: Keyboard): Keymap {
  const chosen = new Map<CommandId, Chord | null>();
  for (const { id } of allCommands) {
    const choice = readChoice(choices, id, keyboard);
    if (choice === undefined || (choice && holderOf(chosen, choice))) continue;
    chosen.set(id, choice);
  }
  return new Map(
    allCommands.map(({ id }): [CommandId, Bound] => {
      const own = chosen.get(id);
      if (own !== undefined) return [id, { chord: own, by: 'choice' }];
      const chord = delivered(id, keyboard);
      const to = chord && holderOf(chosen, chord);
      return [id, to ? { chord: null, by: 'yielding', to } : { chord, by: 'delivery' }];
    }),
  );
}

/** What a key press does; null when nothing. */
export function runOf(press: KeyPress, keymap: Keymap, { mac }: Keyboard): Run | null {
  for (const pressed of chordsOf(press, mac)) {
    for (const [id, { chord }] of keymap) if (chord && answers(chord, pressed)) return runWith(id, pressed.key);
  }
  return null;
}

/** The other command that has keys which these would take; null when they are free. */
export function conflict(keymap: Keymap, id: CommandId, chord: Chord): CommandId | null {
  for (const [other, bound] of keymap) if (other !== id && bound.chord && overlap(bound.chord, chord)) return other;
  return null;
}

/** The choices after a command was given keys, or none; whoever had them has none. */
export function withKeys(choices: KeyChoices, id: CommandId, chord: Chord | null, keyboard: Keyboard): KeyChoices {
  const loser = chord && conflict(keymapOf(choices, keyboard), id, chord);
  const next: Record<string, string | null> = { ...choices };
  // One that had them as delivered yields by itself; one that was given them is without.
  if (loser && loser in next) next[loser] = null;
  const usual = delivered(id, keyboard);
  if ((chord && writeChord(chord)) === (usual && writeChord(usual))) delete next[id];
  else next[id] = chord && writeChord(chord);
  return next;
}

/** What was chosen; undefined where nothing was that counts. */
function readChoice(choices: KeyChoices, id: CommandId, keyboard: Keyboard): Chord | null | undefined {
  const { fixed, family } = commandOf(id);
  const written = Object.hasOwn(choices, id) ? choices[id] : undefined;
  if (fixed || written === undefined) return undefined;
  if (written === null) return null;
  const chord = parseChord(written);
  if (!chord || refusal(chord, keyboard) !== null) return undefined;
  const isFamily = chord.key === 'Digits' || chord.key === 'Arrows';
  return (family === undefined ? !isFamily : chord.key === family) ? chord : undefined;
}

function holderOf(chosen: ReadonlyMap<CommandId, Chord | null>, wanted: Chord): CommandId | null {
  for (const [id, chord] of chosen) if (chord && overlap(chord, wanted)) return id;
  return null;
}

function runWith(id: CommandId, key: string): Run | null {
  if (isNumbered(id)) return { id, at: Number(key) - 1 };
  if (!isDirected(id)) return { id };
  const direction = directions[key];
  return direction ? { id, direction } : null;
}

const directions: Record<string, Direction | undefined> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
