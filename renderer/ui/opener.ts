/**
 * Where the focus belongs once a dialog has closed: to what had it when the dialog opened. An item of a menu is gone by then;
 * the button that the menu hung on stands in for it.
 */
export function openerOf(focused: Element | null): HTMLElement | null {
  const button = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = button ? document.getElementById(button) : focused;
  return opener instanceof HTMLElement ? opener : null;
}
