import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answers,
  type Chord,
  chordsOf,
  KeyChoices,
  type KeyPress,
  keyNames,
  overlap,
  parseChord,
  widened,
  writeChord,
} from './chord.ts';
import { press } from './testing/key-press.ts';

const written = (given: KeyPress, mac = false) => chordsOf(given, mac).map(writeChord);

const keys = ['A', 'K', 'Z', '0', '1', '9', '/', ',', '+', 'F1', 'F24', 'ArrowLeft', 'Enter', 'Space', 'Digits', 'Arrows'];
const chord: fc.Arbitrary<Chord> = fc
  .record({ mod: fc.boolean(), alt: fc.boolean(), shift: fc.boolean(), key: fc.constantFrom(...keys) })
  .map((each) => (['/', ',', '+'].includes(each.key) ? { ...each, shift: false } : each));

describe('a chord', () => {
  test('is read as it was written, and written in one way only', () => {
    fc.assert(
      fc.property(chord, (each) => {
        expect(parseChord(writeChord(each))).toEqual(each);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseChord(text);
        if (read) expect(writeChord(read)).toBe(text);
      }),
    );
  });

  test.each(['', 'Mod+', 'k', 'Ctrl+K', 'Alt+Mod+K', 'Mod+Mod+K', 'Shift+/', 'Mod+KK', 'F25', 'F0', 'Mod+ ', 'Mod+ö'])(
    '%j is none',
    (text) => {
      expect(parseChord(text)).toBeNull();
    },
  );

  test('letters and digits are taken by place, signs by what they write', () => {
    expect(written(press('®', 'KeyR', { ctrlKey: true, altKey: true }))).toEqual(['Mod+Alt+R', 'Mod+Alt+®']);
    expect(written(press('ç', 'Digit9', { ctrlKey: true }))).toEqual(['Mod+9']);
    expect(written(press('л', 'KeyK', { ctrlKey: true }))).toEqual(['Mod+K']);
    expect(written(press('/', 'Slash', { ctrlKey: true }))).toEqual(['Mod+/']);
    expect(written(press('/', 'Digit7', { ctrlKey: true, shiftKey: true }))).toEqual(['Mod+Shift+7', 'Mod+/']);
    expect(written(press('F6', 'F6', { shiftKey: true }))).toEqual(['Shift+F6']);
    expect(written(press(' ', 'Space', { altKey: true }))).toEqual(['Alt+Space']);
  });

  test('AltGr writes, composing is left alone, number blocks write, a modifier alone is nothing', () => {
    expect(written(press('{', 'Digit7', { ctrlKey: true, altKey: true, altGraph: true }))).toEqual([]);
    expect(written(press('F6', 'F6', { isComposing: true }))).toEqual([]);
    expect(written(press('1', 'Numpad1', { altKey: true }))).toEqual([]);
    expect(written(press('Control', 'ControlLeft', { ctrlKey: true }))).toEqual([]);
  });

  test('Mod is Cmd on macOS and Ctrl elsewhere; the other one is not ours', () => {
    const cmd = press('k', 'KeyK', { metaKey: true });
    const ctrl = press('k', 'KeyK', { ctrlKey: true });
    expect([written(cmd, true), written(ctrl, true)]).toEqual([['Mod+K'], []]);
    expect([written(cmd, false), written(ctrl, false)]).toEqual([[], ['Mod+K']]);
    expect(keyNames({ mod: true, alt: true, shift: true, key: 'K' }, true)).toEqual(['Cmd', 'Option', 'Shift', 'K']);
    expect(keyNames({ mod: true, alt: true, shift: false, key: '/' }, false)).toEqual(['Ctrl', 'Alt', '/']);
  });

  test('what a press is, is a chord again, and is answered by itself alone of all plain ones', () => {
    const presses = fc.record({
      key: fc.constantFrom('a', 'A', '1', '!', '/', 'F6', 'ArrowUp', 'Enter', ' ', 'Dead', 'ß'),
      code: fc.constantFrom('KeyA', 'Digit1', 'Slash', 'F6', 'ArrowUp', 'Enter', 'Space', 'Numpad1', ''),
      ctrlKey: fc.boolean(),
      altKey: fc.boolean(),
      shiftKey: fc.boolean(),
      metaKey: fc.boolean(),
      altGraph: fc.constant(false),
      isComposing: fc.constant(false),
    });
    let seen = 0;
    fc.assert(
      fc.property(presses, fc.boolean(), chord, (given, mac, other) => {
        for (const each of chordsOf(given, mac)) {
          seen += 1;
          expect(parseChord(writeChord(each))).toEqual(each);
          expect(answers(each, each)).toBe(true);
          if (answers(other, each)) expect([each.key, 'Digits', 'Arrows']).toContain(other.key);
        }
      }),
    );
    expect(seen).toBeGreaterThan(10);
  });

  test('two overlap whichever comes first, and whenever some key answers both', () => {
    fc.assert(
      fc.property(chord, chord, (one, other) => {
        expect(overlap(one, other)).toBe(overlap(other, one));
        if (answers(one, other)) expect(overlap(one, other)).toBe(true);
      }),
    );
    const digits = { mod: true, alt: false, shift: false, key: 'Digits' };
    expect(overlap(digits, { ...digits, key: '4' })).toBe(true);
    expect(overlap(digits, { ...digits, key: '0' })).toBe(false);
    expect(overlap(digits, { ...digits, alt: true })).toBe(false);
  });

  test('one key of a family stands for all of it', () => {
    expect(widened({ mod: true, alt: false, shift: true, key: '4' }, 'Digits')?.key).toBe('Digits');
    expect(widened({ mod: true, alt: false, shift: true, key: '0' }, 'Digits')).toBeNull();
    expect(widened({ mod: true, alt: false, shift: true, key: '4' }, 'Arrows')).toBeNull();
  });
});

test('of stored keys the bad ones are left out, and the others stay', () => {
  expect(KeyChoices.parse({ palette: 'Mod+P', filter: 'Ctrl+J', find: 7, undo: null, redo: {} })).toEqual({
    palette: 'Mod+P',
    undo: null,
  });
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`command${at}`, null]));
  expect(Object.keys(KeyChoices.parse(many))).toHaveLength(200);
});
