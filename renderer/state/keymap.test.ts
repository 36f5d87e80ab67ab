import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeyChoices, type KeyPress, overlap, parseChord, writeChord } from '../../shared/chord.ts';
import { press } from '../../shared/testing/key-press.ts';
import { allCommands, applies, type CommandId, commandList, type Situation } from './command-list.ts';
import { conflict, delivered, type Keymap, keymapOf, runOf, withKeys } from './keymap.ts';
import { type Keyboard, refusal } from './refused-chords.ts';

const desktop: Keyboard = { mac: false, browser: false };
const keyboards: readonly Keyboard[] = [desktop, { mac: false, browser: true }, { mac: true, browser: false }];

const ctrl = { ctrlKey: true };
const ctrlAlt = { ctrlKey: true, altKey: true };
const usual = keymapOf({}, desktop);
const runs = (given: KeyPress, keymap: Keymap = usual) => runOf(given, keymap, desktop);
const writtenOf = (keymap: Keymap, id: CommandId) => {
  const chord = keymap.get(id)?.chord;
  return chord ? writeChord(chord) : null;
};

describe('keys as delivered', () => {
  test('F6 goes to the next pane, with Shift to the one before', () => {
    expect(runs(press('F6', 'F6'))).toEqual({ id: 'nextPane' });
    expect(runs(press('F6', 'F6', { shiftKey: true }))).toEqual({ id: 'previousPane' });
  });

  test('arrows with Ctrl+Alt go, with Shift too they move, with Alt+Shift they resize, with Alt they go back, alone they are not ours', () => {
    expect(runs(press('ArrowLeft', 'ArrowLeft', ctrlAlt))).toEqual({ id: 'paneInDirection', direction: 'left' });
    expect(runs(press('ArrowUp', 'ArrowUp', { ...ctrlAlt, shiftKey: true }))).toEqual({ id: 'movePane', direction: 'up' });
    expect(runs(press('ArrowDown', 'ArrowDown', { altKey: true, shiftKey: true }))).toEqual({
      id: 'resizePane',
      direction: 'down',
    });
    expect(runs(press('ArrowLeft', 'ArrowLeft', { altKey: true }))).toEqual({ id: 'goBack' });
    expect(runs(press('ArrowRight', 'ArrowRight', { altKey: true }))).toEqual({ id: 'goForward' });
    expect(runs(press('ArrowDown', 'ArrowDown'))).toBeNull();
    expect(runs(press('ArrowLeft', 'ArrowLeft', { shiftKey: true }))).toBeNull();
    expect(runs(press('ArrowLeft', 'ArrowLeft', ctrl))).toBeNull();
  });

  test('letters are taken by place, so that they do the same on every keyboard', () => {
    expect(runs(press('®', 'KeyR', ctrlAlt))).toEqual({ id: 'splitRight' });
    expect(runs(press('л', 'KeyK', ctrl))).toEqual({ id: 'palette' });
    expect(runs(press('K', 'KeyK', { ...ctrl, shiftKey: true }))).toEqual({ id: 'find' });
  });

  test('Z with Ctrl+Alt takes back what was done to panes, with Shift too it does it again; Ctrl+Z is the text’s', () => {
    expect(runs(press('z', 'KeyZ', ctrlAlt))).toEqual({ id: 'undo' });
    expect(runs(press('Z', 'KeyZ', { ...ctrlAlt, shiftKey: true }))).toEqual({ id: 'redo' });
    expect(runs(press('z', 'KeyZ', ctrl))).toBeNull();
  });

  test('A3 N with Ctrl+Alt moves a pane to a new window, with Shift too to the next; B takes it back', () => {
    expect(runs(press('n', 'KeyN', ctrlAlt))).toEqual({ id: 'tearOff' });
    expect(runs(press('N', 'KeyN', { ...ctrlAlt, shiftKey: true }))).toEqual({ id: 'nextWindow' });
    expect(runs(press('b', 'KeyB', ctrlAlt))).toEqual({ id: 'dockBack' });
  });

  test('A7 digits with Ctrl show the pane, with Ctrl+Alt the desk of that number; on every keyboard', () => {
    expect(runs(press('&', 'Digit1', ctrl))).toEqual({ id: 'paneByNumber', at: 0 });
    expect(runs(press('1', 'Digit1', ctrlAlt))).toEqual({ id: 'desk', at: 0 });
    expect(runs(press('ç', 'Digit9', ctrlAlt))).toEqual({ id: 'desk', at: 8 });
    expect(runs(press('0', 'Digit0', ctrlAlt))).toBeNull();
    expect(runs(press('{', 'Digit7', { ...ctrlAlt, altGraph: true }))).toBeNull();
  });

  test('Escape goes back to the list, Shift+Escape is the timeline’s; the slash is found where Shift is needed for it', () => {
    expect(runs(press('Escape', 'Escape'))).toEqual({ id: 'backToList' });
    expect(runs(press('Escape', 'Escape', { shiftKey: true }))).toBeNull();
    expect(runs(press('/', 'Digit7', { ...ctrl, shiftKey: true }))).toEqual({ id: 'shortcuts' });
  });

  test('plain typing is never a command, whatever is stored', () => {
    const ids = allCommands.map(({ id }) => id);
    const stored = fc.dictionary(fc.constantFrom(...ids), fc.constantFrom('A', 'Shift+A', 'Mod+P', '/', null));
    let done = 0;
    fc.assert(
      fc.property(stored, fc.constantFrom('a', 'b', 'z', '/', ',', '?', '1', ' '), fc.boolean(), (choices, key, shiftKey) => {
        const keymap = keymapOf(choices, desktop);
        const code = /[a-z]/.test(key) ? `Key${key.toUpperCase()}` : '';
        expect(runs(press(key, code, { shiftKey }), keymap)).toBeNull();
        if (runs(press('p', 'KeyP', ctrl), keymap)) done += 1;
      }),
    );
    expect(done).toBeGreaterThan(10);
    // A keymap that had not refused the letter would do it.
    const unguarded: Keymap = new Map([['undo', { chord: parseChord('A'), by: 'choice' }]]);
    expect(runs(press('a', 'KeyA'), unguarded)).toEqual({ id: 'undo' });
  });

  test.each(keyboards)('no two commands have the same, on %j', (keyboard) => {
    const keymap = keymapOf({}, keyboard);
    let compared = 0;
    for (const [id, { chord }] of keymap) {
      if (!chord) continue;
      compared += 1;
      expect(conflict(keymap, id, chord), id).toBeNull();
    }
    expect(compared).toBeGreaterThan(30);
    for (const { id, keys } of allCommands) if (keys !== null) expect(delivered(id, keyboard), id).not.toBeNull();
  });

  test('each command has an id of its own, and a family where its keys are one', () => {
    expect(new Set(commandList.map(({ id }) => id)).size).toBe(commandList.length);
    for (const { keys, family } of allCommands) expect(/(Digits|Arrows)$/.exec(keys ?? '')?.[0]).toBe(family);
  });
});

describe('keys that a person chose', () => {
  const free = parseChord('Mod+Shift+P');
  const ofPalette = delivered('palette', desktop);

  test('do it, and the delivered ones do not any more', () => {
    const keymap = keymapOf(withKeys({}, 'undo', free, desktop), desktop);
    expect(runs(press('P', 'KeyP', { ...ctrl, shiftKey: true }), keymap)).toEqual({ id: 'undo' });
    expect(runs(press('z', 'KeyZ', ctrlAlt), keymap)).toBeNull();
  });

  test('taken over from another leave that one without, until they are given up', () => {
    expect(ofPalette && conflict(usual, 'undo', ofPalette)).toBe('palette');
    const taken = withKeys({}, 'undo', ofPalette, desktop);
    expect(keymapOf(taken, desktop).get('palette')).toEqual({ chord: null, by: 'yielding', to: 'undo' });
    expect(runs(press('k', 'KeyK', ctrl), keymapOf(taken, desktop))).toEqual({ id: 'undo' });
    const back = withKeys(taken, 'undo', delivered('undo', desktop), desktop);
    expect(back).toEqual({});
    expect(writtenOf(keymapOf(back, desktop), 'palette')).toBe('Mod+K');
  });

  test('chosen twice belong to whoever took them last', () => {
    const first = withKeys({}, 'undo', free, desktop);
    const second = withKeys(first, 'palette', free, desktop);
    expect(writtenOf(keymapOf(second, desktop), 'palette')).toBe('Mod+Shift+P');
    expect(keymapOf(second, desktop).get('undo')).toEqual({ chord: null, by: 'choice' });
  });

  test('a number is taken with its whole row', () => {
    const one = parseChord('Mod+Alt+3');
    expect(one && conflict(usual, 'undo', one)).toBe('desk');
    expect(keymapOf(withKeys({}, 'undo', one, desktop), desktop).get('desk')?.chord).toBeNull();
  });

  test('do not count where they are of no command, not of its kind, fixed, or not to be had', () => {
    const stored: KeyChoices = {
      gone: 'Mod+P',
      undo: 'Mod+Digits',
      paneByNumber: 'Mod+Shift+4',
      backToList: 'Mod+P',
      palette: 'K',
      filter: 'Mod+C',
      redo: 'nonsense',
    };
    expect(keymapOf(stored, desktop)).toEqual(usual);
    expect(writtenOf(keymapOf({ find: 'Mod+T' }, { mac: false, browser: true }), 'find')).toBe('Mod+Shift+K');
    expect(writtenOf(keymapOf({ find: 'Mod+T' }, desktop), 'find')).toBe('Mod+T');
  });

  test('whatever is done in whatever order: no key does two things, and what was asked for last holds', () => {
    const plain = allCommands.filter(({ family, fixed }) => !family && !fixed).map(({ id }) => id);
    const chords = ['Mod+K', 'Mod+J', 'Mod+Alt+Z', 'Mod+Alt+3', 'Mod+3', 'Alt+Q', 'F7', 'Mod+Alt+ArrowUp'];
    const step = fc.record({ id: fc.constantFrom(...plain), keys: fc.option(fc.constantFrom(...chords)) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), fc.constantFrom(...keyboards), (steps, keyboard) => {
        let choices: KeyChoices = {};
        for (const { id, keys } of steps) {
          const chord = keys === null ? null : parseChord(keys);
          if (chord && refusal(chord, keyboard)) continue;
          choices = withKeys(choices, id, chord, keyboard);
          const keymap = keymapOf(choices, keyboard);
          expect(keymap.get(id)?.chord).toEqual(chord);
          const bound = [...keymap.values()].flatMap((each) => each.chord ?? []);
          for (const [at, one] of bound.entries()) {
            for (const other of bound.slice(at + 1)) expect(overlap(one, other)).toBe(false);
          }
        }
      }),
    );
  });
});

describe('keys that no command may have', () => {
  const why = (keys: string, keyboard = desktop) => {
    const chord = parseChord(keys);
    expect(chord, keys).not.toBeNull();
    return chord && refusal(chord, keyboard);
  };

  test('those that write, edit, or belong to the system or the browser', () => {
    expect(['A', '1', '/', 'Space'].map((keys) => why(keys))).toEqual(['writes', 'writes', 'writes', 'writes']);
    expect(['Enter', 'Tab', 'ArrowLeft', 'Mod+ArrowLeft', 'Mod+C', 'Mod+Shift+Z', 'PageUp'].map((keys) => why(keys))).toEqual(
      Array(7).fill('edits'),
    );
    expect(['Alt+Tab', 'Alt+F4', 'Mod+Q', 'Mod+Alt+F2', 'Mod+0', 'F11'].map((keys) => why(keys))).toEqual(
      Array(6).fill('system'),
    );
    expect(['Mod+Shift+C', 'Mod+Alt+C', 'F7', 'Alt+Q', 'Alt+Enter', 'Mod+T', 'Mod+1'].map((keys) => why(keys))).toEqual(
      Array(7).fill(null),
    );
    expect(why('Mod+T', { mac: false, browser: true })).toBe('system');
  });

  test('on macOS Option writes', () => {
    const mac = { mac: true, browser: false };
    expect(['Alt+Q', 'Alt+Digits', 'Mod+Alt+Q'].map((keys) => why(keys, mac))).toEqual(['writes', 'writes', null]);
    expect(['Alt+ArrowLeft', 'Mod+Alt+ArrowLeft', 'Mod+H'].map((keys) => why(keys, mac))).toEqual(['edits', null, 'system']);
  });
});

test('a command applies when all that it needs is there', () => {
  const none: Situation = { wide: false, narrow: false, pane: false, channel: false, desks: false, windowForm: false };
  expect(applies('palette', none)).toBe(true);
  expect(applies('closePane', { ...none, pane: true })).toBe(false);
  expect(applies('closePane', { ...none, pane: true, wide: true })).toBe(true);
  expect(applies('tearOff', { ...none, pane: true, narrow: true })).toBe(true);
});
