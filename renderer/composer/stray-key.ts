/** Keys that are typed while no field has the focus: what they would have written is written nowhere, and that is said. Pure. */

export type StrayPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'> & { altGraph: boolean };

/**
 * What has the focus: nothing that hears keys; a control, whose Enter is its own; or something that letters are for: a field, a menu, a
 * dialog.
 */
export type Focused = 'nothing' | 'control' | 'letters';

const TAKES_LETTERS =
  'input, textarea, select, [contenteditable], [role="menu"], [role="menubar"], [role="dialog"], [role="listbox"], dialog';
const IS_CONTROL =
  'button, a[href], summary, [role="button"], [role="link"], [role="tab"], [role="option"], [role="separator"], [role="menuitem"]';

/** What an element is for keys. */
export function focusedOf(element: { closest(selector: string): unknown } | null): Focused {
  if (element?.closest(TAKES_LETTERS)) return 'letters';
  return element?.closest(IS_CONTROL) ? 'control' : 'nothing';
}

/** Whether the key would have written something. A space scrolls, or presses a button. */
export function wouldWrite({ key, ctrlKey, altKey, metaKey, altGraph }: StrayPress): boolean {
  if (metaKey || ((ctrlKey || altKey) && !altGraph)) return false;
  return key === 'Dead' || key === 'Process' || ([...key].length === 1 && key !== ' ');
}
