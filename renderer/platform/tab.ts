/** What a browser tab is told by its address, and what it is called. */

const KEY = 'mullion.window';

/** The one-time ticket in an address's fragment (`#ticket=…`), if any. */
export function ticketIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('ticket') || null;
}

/** Takes a window's name for this page, for as long as it lives. False: it could not be had. */
export type Claim = (name: string) => Promise<boolean>;

/**
 * This tab's name: the same after a reload, another in each tab. A duplicated tab comes with a copy of the first one's session
 * storage, and so with its name; as that is taken it gets one of its own, or the two would share layout and drafts. Where the
 * browser keeps nothing, a new one each time.
 */
export async function windowName(store: Pick<Storage, 'getItem' | 'setItem'>, make: () => string, claim: Claim): Promise<string> {
  const kept = keptName(store);
  if (kept !== null && (await claim(kept))) return kept;
  const name = `tab-${make()}`;
  // Nobody else can have it yet: it is taken so that a copy of this tab finds it taken.
  await claim(name);
  keepName(store, name);
  return name;
}

function keptName(store: Pick<Storage, 'getItem'>): string | null {
  try {
    const kept = store.getItem(KEY);
    return kept && kept.length <= 64 ? kept : null;
  } catch {
    // Storage may be forbidden by the browser's settings.
    return null;
  }
}

function keepName(store: Pick<Storage, 'setItem'>, name: string): void {
  try {
    store.setItem(KEY, name);
  } catch {
    // Forbidden, as above: the tab then has its name for this once.
  }
}

/** After a reload the page before may hold the name for a moment still; a copied tab waits in vain for this long (ms). */
const PATIENCE_MS = 1_000;

/** Takes names by Web Locks: the browser gives each back when its page is gone, however it went. */
export function claimByLock(locks: Pick<LockManager, 'request'>, patienceMs = PATIENCE_MS): Claim {
  return (name) =>
    new Promise((resolve) => {
      const held = () => {
        resolve(true);
        return new Promise<never>(() => {});
      };
      // Taken by another page, or locks are forbidden here: in either case the name is not this page's alone.
      locks.request(`mullion-window-${name}`, { signal: AbortSignal.timeout(patienceMs) }, held).catch(() => resolve(false));
    });
}
