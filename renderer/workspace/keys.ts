/** Which keys do what, in one list: the key handler and the list of shortcuts are both made from it. Pure. */
import type { Direction } from '../state/layout-geometry.ts';

export type Command =
  | { do: 'step'; by: 1 | -1 }
  | { do: 'go' | 'move' | 'resize'; direction: Direction }
  | { do: 'split-right' | 'split-down' | 'close' | 'pane-menu' }
  | { do: 'tear-off' | 'dock-back' | 'next-window' }
  | { do: 'filter' | 'find' | 'sidebar' | 'settings' | 'shortcuts' | 'new-window' | 'undo' | 'redo' | 'desks' | 'back' }
  /** `at`: the place of a desk among all, from 0. */
  | { do: 'desk'; at: number }
  | { do: 'form'; form: 'docked-left' | 'docked-right' | 'mini' };

/** What a key press is, as far as commands care. */
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

const arrows: Record<string, Direction | undefined> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The command of a key press; null when it is none. */
export function commandOf(press: KeyPress): Command | null {
  if (press.isComposing || press.altGraph) return null;
  const { altKey: alt, shiftKey: shift } = press;
  const ctrl = press.ctrlKey || press.metaKey;
  if (press.key === 'F6' && !ctrl && !alt) return { do: 'step', by: shift ? -1 : 1 };
  if (press.key === 'Escape' && !ctrl && !alt && !shift) return { do: 'back' };
  const direction = arrows[press.key];
  if (direction) {
    if (ctrl && alt) return { do: shift ? 'move' : 'go', direction };
    return alt && shift && !ctrl ? { do: 'resize', direction } : null;
  }
  if (ctrl && alt) return shift ? withCtrlAltShift(press.code) : withCtrlAlt(press.code);
  if (ctrl && !alt) return withCtrl(press, shift);
  return null;
}

function withCtrlAlt(code: string): Command | null {
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  if (digit) return { do: 'desk', at: Number(digit) - 1 };
  switch (code) {
    case 'KeyR':
      return { do: 'split-right' };
    case 'KeyD':
      return { do: 'split-down' };
    case 'KeyW':
      return { do: 'close' };
    case 'KeyB':
      return { do: 'dock-back' };
    case 'KeyM':
      return { do: 'pane-menu' };
    case 'KeyK':
      return { do: 'desks' };
    case 'KeyN':
      return { do: 'tear-off' };
    case 'KeyZ':
      return { do: 'undo' };
    default:
      return null;
  }
}

function withCtrlAltShift(code: string): Command | null {
  switch (code) {
    case 'KeyL':
      return { do: 'form', form: 'docked-left' };
    case 'KeyR':
      return { do: 'form', form: 'docked-right' };
    case 'KeyM':
      return { do: 'form', form: 'mini' };
    case 'KeyN':
      return { do: 'next-window' };
    case 'KeyZ':
      return { do: 'redo' };
    default:
      return null;
  }
}

function withCtrl(press: KeyPress, shift: boolean): Command | null {
  // The slash is Shift+7 on some keyboards.
  if (press.key === '/') return { do: 'shortcuts' };
  if (press.key === ',') return { do: 'settings' };
  switch (press.code) {
    case 'KeyK':
      return { do: shift ? 'find' : 'filter' };
    case 'KeyB':
      return shift ? null : { do: 'sidebar' };
    case 'KeyN':
      return shift ? { do: 'new-window' } : null;
    default:
      return null;
  }
}

/** The list as it is shown: groups, and in each the words (of `shortcuts`) and the keys that do it (in words by `keys`). */
export const shortcutList = [
  {
    group: 'groupMove',
    entries: [
      { words: 'nextPane', keys: ['F6'] },
      { words: 'previousPane', keys: ['Shift', 'F6'] },
      { words: 'paneInDirection', keys: ['Ctrl', 'Alt', 'Arrows'] },
    ],
  },
  {
    group: 'groupLayout',
    entries: [
      { words: 'splitRight', keys: ['Ctrl', 'Alt', 'R'] },
      { words: 'splitDown', keys: ['Ctrl', 'Alt', 'D'] },
      { words: 'movePane', keys: ['Ctrl', 'Alt', 'Shift', 'Arrows'] },
      { words: 'resizePane', keys: ['Alt', 'Shift', 'Arrows'] },
      { words: 'paneMenu', keys: ['Ctrl', 'Alt', 'M'] },
      { words: 'closePane', keys: ['Ctrl', 'Alt', 'W'] },
      { words: 'tearOff', keys: ['Ctrl', 'Alt', 'N'] },
      { words: 'nextWindow', keys: ['Ctrl', 'Alt', 'Shift', 'N'] },
      { words: 'dockBack', keys: ['Ctrl', 'Alt', 'B'] },
      { words: 'undo', keys: ['Ctrl', 'Alt', 'Z'] },
      { words: 'redo', keys: ['Ctrl', 'Alt', 'Shift', 'Z'] },
    ],
  },
  {
    group: 'groupFind',
    entries: [
      { words: 'filter', keys: ['Ctrl', 'K'] },
      { words: 'find', keys: ['Ctrl', 'Shift', 'K'] },
      { words: 'sidebar', keys: ['Ctrl', 'B'] },
    ],
  },
  {
    group: 'groupWrite',
    entries: [
      { words: 'send', keys: ['Enter'] },
      { words: 'newLine', keys: ['Shift', 'Enter'] },
      { words: 'scroll', keys: ['PgUp', 'PgDn'] },
      { words: 'newest', keys: ['Shift', 'Esc'] },
    ],
  },
  {
    group: 'groupDesks',
    entries: [
      { words: 'desk', keys: ['Ctrl', 'Alt', '1–9'] },
      { words: 'desks', keys: ['Ctrl', 'Alt', 'K'] },
    ],
  },
  {
    group: 'groupWindow',
    entries: [
      { words: 'newWindow', keys: ['Ctrl', 'Shift', 'N'] },
      { words: 'dockLeft', keys: ['Ctrl', 'Alt', 'Shift', 'L'] },
      { words: 'dockRight', keys: ['Ctrl', 'Alt', 'Shift', 'R'] },
      { words: 'mini', keys: ['Ctrl', 'Alt', 'Shift', 'M'] },
      { words: 'backToList', keys: ['Esc'] },
      { words: 'settings', keys: ['Ctrl', ','] },
      { words: 'shortcuts', keys: ['Ctrl', '/'] },
    ],
  },
] as const;
