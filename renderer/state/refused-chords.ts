/** Keys that no command may have, and why. Pure. */
import { type Chord, editingKeys, isSign, writeChord } from '../../shared/chord.ts';

/** What keys are pressed on. */
export type Keyboard = { mac: boolean; browser: boolean };

/** `writes`: they put characters into a text; `edits`: they are needed to work in one; `system`: what is around the page takes them. */
export type Refusal = 'writes' | 'edits' | 'system';

/** Why a command cannot have these keys; null when it can. */
export function refusal(chord: Chord, keyboard: Keyboard): Refusal | null {
  if (writes(chord, keyboard)) return 'writes';
  if (edits(chord, keyboard)) return 'edits';
  return isTaken(chord, keyboard) ? 'system' : null;
}

/** On macOS the Option key writes as well. */
function writes({ mod, alt, key }: Chord, { mac }: Keyboard): boolean {
  const character = /^[A-Z0-9]$/.test(key) || isSign(key) || key === 'Space' || key === 'Digits';
  return character && !mod && (mac || !alt);
}

/** With Alt (on macOS: Cmd and Option) they do nothing to a text. */
function edits({ mod, alt, shift, key }: Chord, { mac }: Keyboard): boolean {
  if (editingKeys.includes(key) || key === 'Arrows') return mac ? !(mod && alt) : !alt;
  if (!mod || alt) return false;
  return shift ? 'ZV'.includes(key) : 'ACVXZY'.includes(key);
}

/** Written as in `shared/chord.ts`. Window systems, and the menu of the desktop application, or the browser. */
const anywhere = ['Alt+F4', 'Alt+Space', 'Mod+Space', 'Mod+Alt+Delete', 'Mod+0', 'Mod++', 'Mod+-', 'Mod+=', 'F11'];
const onMac = ['Mod+Q', 'Mod+H', 'Mod+M', 'Mod+W', 'Mod+Alt+H', 'Mod+Alt+Escape', 'Mod+Shift+Q', 'Mod+Alt+D'];
const inDesktop = ['Mod+Q', 'Mod+Shift+W', 'Mod+Shift+R', 'Mod+Shift+I'];
const inBrowser = ['Mod+T', 'Mod+N', 'Mod+W', 'Mod+Shift+T', 'Mod+Shift+N', 'Mod+Shift+W', 'Mod+Shift+Q'];

function isTaken(chord: Chord, { mac, browser }: Keyboard): boolean {
  const { mod, alt, key } = chord;
  if (key === 'Tab' || (key === 'Escape' && alt)) return true;
  // Linux shows another console.
  if (!mac && mod && alt && /^F\d/.test(key)) return true;
  const written = writeChord(chord);
  return [...anywhere, ...(mac ? onMac : []), ...(browser ? inBrowser : inDesktop)].includes(written);
}
