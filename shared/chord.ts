/**
 * Keys that are pressed together. A chord is written `Mod+Alt+Shift+Key`: in this order, each modifier at most once, and `Mod` is
 * Cmd on macOS and Ctrl elsewhere. Pure.
 *
 *   letters and digits   by their place, so that they do the same on every keyboard   `Mod+K`, `Mod+Alt+1`
 *   signs                by what they write, wherever the keyboard has them           `Mod+/` (no Shift: some need it for the sign)
 *   other keys           by the name that pages are told                              `F6`, `Alt+ArrowLeft`
 *   families             any of several keys, which say where to                      `Mod+Digits` (1 to 9), `Mod+Alt+Arrows`
 */
import { z } from './schema.ts';

export type Chord = { mod: boolean; alt: boolean; shift: boolean; key: string };

/** What a key press is, as far as chords care. */
export type KeyPress = {
  key: string;
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
  /** AltGr writes characters; it is no shortcut, though it looks like Ctrl+Alt. */
  altGraph: boolean;
  isComposing: boolean;
};

/** Several keys of which each says where to. */
export type KeyFamily = 'Digits' | 'Arrows';

export const arrowKeys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const;

/** What one writes and moves about in a text with. */
export const editingKeys: readonly string[] = [
  ...arrowKeys,
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Enter',
  'Tab',
  'Backspace',
  'Delete',
  'Insert',
  'Escape',
  'Space',
];

const PLACE = /^(?:Key([A-Z])|Digit([0-9]))$/;
const FUNCTION = /^F(?:[1-9]|1[0-9]|2[0-4])$/;
const SIGN = /^[^\s\p{L}\p{N}\p{M}\p{C}]$/u;
const WRITTEN = /^(Mod\+)?(Alt\+)?(Shift\+)?(.+)$/su;

/** Whether a key is a sign: found by what it writes, not by its place. */
export function isSign(key: string): boolean {
  return SIGN.test(key);
}

/** The chord that is written so; null for what is none. */
export function parseChord(text: string): Chord | null {
  const [, mod, alt, shift, key] = WRITTEN.exec(text) ?? [];
  if (key === undefined || (isSign(key) && shift)) return null;
  const known = /^[A-Z0-9]$/.test(key) || isSign(key) || FUNCTION.test(key) || editingKeys.includes(key) || isFamily(key);
  return known ? { mod: mod !== undefined, alt: alt !== undefined, shift: shift !== undefined, key } : null;
}

/** How a chord is written; `parseChord` reads it back. */
export function writeChord({ mod, alt, shift, key }: Chord): string {
  return `${mod ? 'Mod+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

/** What a key press may be, what it is most likely first. Nothing for what writes, or is pressed with a modifier that is not ours. */
export function chordsOf(press: KeyPress, mac: boolean): Chord[] {
  if (press.isComposing || press.altGraph || (mac ? press.ctrlKey : press.metaKey)) return [];
  const held = { mod: mac ? press.metaKey : press.ctrlKey, alt: press.altKey, shift: press.shiftKey };
  const place = PLACE.exec(press.code);
  const placed = place?.[1] ?? place?.[2];
  if (placed !== undefined) {
    const byPlace = { ...held, key: placed };
    return isSign(press.key) ? [byPlace, { ...held, shift: false, key: press.key }] : [byPlace];
  }
  // The digits of a number block write, also with Alt.
  if (press.code.startsWith('Numpad') && press.key.length === 1) return [];
  if (isSign(press.key)) return [{ ...held, shift: false, key: press.key }];
  const key = press.key === ' ' ? 'Space' : press.key;
  return FUNCTION.test(key) || editingKeys.includes(key) ? [{ ...held, key }] : [];
}

/** Whether pressing `pressed` is what `bound` asks for. */
export function answers(bound: Chord, pressed: Chord): boolean {
  return sameModifiers(bound, pressed) && holds(bound.key, pressed.key);
}

/** Whether there are keys that both ask for. */
export function overlap(one: Chord, other: Chord): boolean {
  return sameModifiers(one, other) && (holds(one.key, other.key) || holds(other.key, one.key));
}

/** The chord for every key of a family, from one of them; null for a key that is not of it. */
export function widened(chord: Chord, family: KeyFamily): Chord | null {
  return holds(family, chord.key) ? { ...chord, key: family } : null;
}

/** The keys of a chord one by one, by the names of `keys` in `renderer/i18n`; letters, digits and signs as they are. */
export function keyNames({ mod, alt, shift, key }: Chord, mac: boolean): string[] {
  const names = [mod && (mac ? 'Cmd' : 'Ctrl'), alt && (mac ? 'Option' : 'Alt'), shift && 'Shift'];
  return [...names.filter((name) => name !== false), key];
}

function sameModifiers(one: Chord, other: Chord): boolean {
  return one.mod === other.mod && one.alt === other.alt && one.shift === other.shift;
}

function isFamily(key: string): key is KeyFamily {
  return key === 'Digits' || key === 'Arrows';
}

/** Whether a key, or a family, has another key in it. */
function holds(key: string, other: string): boolean {
  if (key === other) return true;
  if (key === 'Digits') return /^[1-9]$/.test(other);
  return key === 'Arrows' && arrowKeys.some((arrow) => arrow === other);
}

/** Most commands that somebody gave other keys. */
const MOST_CHOICES = 200;

/** The keys that a person gave to commands, by the command's id; null: none. What is bad is left out, and the rest stays. */
export const KeyChoices = z.record(z.string(), z.unknown()).transform((stored): Readonly<Record<string, string | null>> => {
  const good = Object.entries(stored).flatMap(([id, keys]): [string, string | null][] => {
    if (keys === null) return [[id, null]];
    return typeof keys === 'string' && parseChord(keys) ? [[id, keys]] : [];
  });
  return Object.fromEntries(good.slice(0, MOST_CHOICES));
});
export type KeyChoices = z.infer<typeof KeyChoices>;
