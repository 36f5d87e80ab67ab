/** What a browser tab is told by its address, and what it is called. */

const KEY = 'mullion.window';

/** The one-time ticket in an address's fragment (`#ticket=…`), if any. */
export function ticketIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('ticket') || null;
}

/** This tab's name: the same after a reload, another in each tab. Where the browser keeps nothing, a new one each time. */
export function windowName(store: Pick<Storage, 'getItem' | 'setItem'>, make: () => string): string {
  try {
    const kept = store.getItem(KEY);
    if (kept && kept.length <= 64) return kept;
    const name = `tab-${make()}`;
    store.setItem(KEY, name);
    return name;
  } catch {
    // Storage may be forbidden by the browser's settings; the tab then has a name for this once.
    return `tab-${make()}`;
  }
}
