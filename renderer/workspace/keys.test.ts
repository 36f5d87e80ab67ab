import { describe, expect, test } from 'vitest';
import { commandOf, type KeyPress, shortcutList } from './keys.ts';

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  altGraph: false,
  isComposing: false,
  ...held,
});
const ctrl = { ctrlKey: true };
const ctrlAlt = { ctrlKey: true, altKey: true };

describe('keys', () => {
  test('F6 goes to the next pane, with Shift to the one before', () => {
    expect(commandOf(press('F6', 'F6'))).toEqual({ do: 'step', by: 1 });
    expect(commandOf(press('F6', 'F6', { shiftKey: true }))).toEqual({ do: 'step', by: -1 });
  });

  test('arrows with Ctrl+Alt go, with Shift too they move, with Alt+Shift they resize, alone they are not ours', () => {
    expect(commandOf(press('ArrowLeft', 'ArrowLeft', ctrlAlt))).toEqual({ do: 'go', direction: 'left' });
    expect(commandOf(press('ArrowUp', 'ArrowUp', { ...ctrlAlt, shiftKey: true }))).toEqual({ do: 'move', direction: 'up' });
    expect(commandOf(press('ArrowDown', 'ArrowDown', { altKey: true, shiftKey: true }))).toEqual({
      do: 'resize',
      direction: 'down',
    });
    expect(commandOf(press('ArrowDown', 'ArrowDown'))).toBeNull();
    expect(commandOf(press('ArrowLeft', 'ArrowLeft', { shiftKey: true }))).toBeNull();
    expect(commandOf(press('ArrowLeft', 'ArrowLeft', ctrl))).toBeNull();
  });

  test('letters are taken by place, so that they do the same on every keyboard', () => {
    expect(commandOf(press('®', 'KeyR', ctrlAlt))).toEqual({ do: 'split-right' });
    expect(commandOf(press('w', 'KeyW', ctrlAlt))).toEqual({ do: 'close' });
    expect(commandOf(press('k', 'KeyK', ctrl))).toEqual({ do: 'filter' });
    expect(commandOf(press('K', 'KeyK', { ...ctrl, shiftKey: true }))).toEqual({ do: 'find' });
  });

  test('Z with Ctrl+Alt takes back what was done to panes, with Shift too it does it again; Ctrl+Z is the text’s', () => {
    expect(commandOf(press('z', 'KeyZ', ctrlAlt))).toEqual({ do: 'undo' });
    expect(commandOf(press('Z', 'KeyZ', { ...ctrlAlt, shiftKey: true }))).toEqual({ do: 'redo' });
    expect(commandOf(press('z', 'KeyZ', ctrl))).toBeNull();
  });

  test('A3 N with Ctrl+Alt moves a pane to a new window, with Shift too to the next; B takes it back', () => {
    expect(commandOf(press('n', 'KeyN', ctrlAlt))).toEqual({ do: 'tear-off' });
    expect(commandOf(press('N', 'KeyN', { ...ctrlAlt, shiftKey: true }))).toEqual({ do: 'next-window' });
    expect(commandOf(press('b', 'KeyB', ctrlAlt))).toEqual({ do: 'dock-back' });
  });

  test('A7 digits with Ctrl+Alt show the desk of that number, K lists them; on every keyboard', () => {
    expect(commandOf(press('1', 'Digit1', ctrlAlt))).toEqual({ do: 'desk', at: 0 });
    expect(commandOf(press('ç', 'Digit9', ctrlAlt))).toEqual({ do: 'desk', at: 8 });
    expect(commandOf(press('0', 'Digit0', ctrlAlt))).toBeNull();
    expect(commandOf(press('1', 'Digit1', ctrl))).toBeNull();
    expect(commandOf(press('{', 'Digit7', { ...ctrlAlt, altGraph: true }))).toBeNull();
    expect(commandOf(press('k', 'KeyK', ctrlAlt))).toEqual({ do: 'desks' });
  });

  test('Escape goes back, Shift+Escape is the timeline’s; with Ctrl+Alt+Shift a window is docked or becomes a mini view', () => {
    expect(commandOf(press('Escape', 'Escape'))).toEqual({ do: 'back' });
    expect(commandOf(press('Escape', 'Escape', { shiftKey: true }))).toBeNull();
    const held = { ...ctrlAlt, shiftKey: true };
    expect(commandOf(press('L', 'KeyL', held))).toEqual({ do: 'form', form: 'docked-left' });
    expect(commandOf(press('R', 'KeyR', held))).toEqual({ do: 'form', form: 'docked-right' });
    expect(commandOf(press('M', 'KeyM', held))).toEqual({ do: 'form', form: 'mini' });
    expect(commandOf(press('W', 'KeyW', held))).toBeNull();
    expect(commandOf(press('B', 'KeyB', held))).toBeNull();
  });

  test('the slash is found where Shift is needed for it', () => {
    expect(commandOf(press('/', 'Digit7', { ...ctrl, shiftKey: true }))).toEqual({ do: 'shortcuts' });
  });

  test('AltGr writes, and composing is left alone', () => {
    expect(commandOf(press('®', 'KeyR', { ...ctrlAlt, altGraph: true }))).toBeNull();
    expect(commandOf(press('F6', 'F6', { isComposing: true }))).toBeNull();
  });

  test('plain typing is never a command', () => {
    for (const key of 'abckrdwmn/,?'.split('')) {
      expect(commandOf(press(key, `Key${key.toUpperCase()}`))).toBeNull();
      expect(commandOf(press(key.toUpperCase(), `Key${key.toUpperCase()}`, { shiftKey: true }))).toBeNull();
    }
  });

  test('each line of the list has words of its own', () => {
    const words = shortcutList.flatMap(({ entries }) => entries.map((entry) => entry.words));
    expect(new Set(words).size).toBe(words.length);
  });
});
