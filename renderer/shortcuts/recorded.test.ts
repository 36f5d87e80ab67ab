import { expect, test } from 'vitest';
import type { KeyPress } from '../../shared/chord.ts';
import type { CommandId } from '../state/command-list.ts';
import { keymapOf } from '../state/keymap.ts';
import { recorded } from './recorded.ts';

const desktop = { mac: false, browser: false };
const keymap = keymapOf({}, desktop);
const pressed = (key: string, code: string, held: Partial<KeyPress>, command: CommandId = 'undo') =>
  recorded(
    { key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, altGraph: false, isComposing: false, ...held },
    command,
    keymap,
    desktop,
  );
const ctrl = { ctrlKey: true };

test('keys are free, or another command’s, or not to be had', () => {
  expect(pressed('p', 'KeyP', ctrl)).toMatchObject({ is: 'free', chord: { key: 'P' } });
  expect(pressed('k', 'KeyK', ctrl)).toMatchObject({ is: 'taken', by: 'palette' });
  expect(pressed('a', 'KeyA', {})).toMatchObject({ is: 'refused', why: 'writes' });
  expect(pressed('c', 'KeyC', ctrl)).toMatchObject({ is: 'refused', why: 'edits' });
  expect(pressed('F4', 'F4', { altKey: true })).toMatchObject({ is: 'refused', why: 'system' });
});

test('what a command has already is free for it', () => {
  expect(pressed('z', 'KeyZ', { ...ctrl, altKey: true })).toMatchObject({ is: 'free' });
});

test('while only modifiers are held nothing is asked for; AltGr and keys without a name cannot be used', () => {
  expect(pressed('Control', 'ControlLeft', ctrl)).toEqual({ is: 'nothing' });
  expect(pressed('{', 'Digit7', { ...ctrl, altKey: true, altGraph: true })).toEqual({ is: 'unknown' });
  expect(pressed('Unidentified', '', ctrl)).toEqual({ is: 'unknown' });
});

test('of a command for nine or four any of its keys stands for all', () => {
  expect(pressed('3', 'Digit3', { altKey: true }, 'paneByNumber')).toMatchObject({ is: 'free', chord: { key: 'Digits' } });
  expect(pressed('3', 'Digit3', { ...ctrl, altKey: true }, 'paneByNumber')).toMatchObject({ is: 'taken', by: 'desk' });
  expect(pressed('p', 'KeyP', ctrl, 'desk')).toEqual({ is: 'needsDigit' });
  expect(pressed('p', 'KeyP', ctrl, 'movePane')).toEqual({ is: 'needsArrow' });
});
