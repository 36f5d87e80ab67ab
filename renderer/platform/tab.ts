/** What a browser tab is told by its address, and what it is called. */

import { WindowName } from '../../shared/layout.ts';

const NAME = 'mullion.window';
/** Is there from when a page goes until the next one of its tab comes, and so in no copy of a tab that is alive. */
const LEFT = 'mullion.window.left';

/** The one-time ticket in an address's fragment (`#ticket=…`), if any. */
export function ticketIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('ticket') || null;
}

/** What the names of tabs begin with that were opened for panes of another. */
export const TORN = 'torn-';

/** The name that a tab is opened with (`#window=…`), if any. */
export function nameIn(fragment: string): string | null {
  const name = WindowName.safeParse(new URLSearchParams(fragment.replace(/^#/, '')).get('window'));
  return name.success && name.data.startsWith(TORN) ? name.data : null;
}

/** Takes a window's name for this page, for as long as it lives. False: another page had it until patience ran out (ms). */
export type Claim = (name: string, patienceMs: number) => Promise<boolean>;

type TabStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The page before said that it goes: it is waited for, however long a busy machine takes to let go of the name. */
const LEFT_PATIENCE_MS = 30_000;
/** It did not: it lives, and this is a copy of its tab; or it has crashed, and has let go already. */
const UNTOLD_PATIENCE_MS = 500;

/**
 * This tab's name: the same after a reload, another in each tab. A duplicated tab comes with a copy of the first one's session
 * storage, and so with its name; as that is taken it gets one of its own, or the two would share layout and drafts. Where the
 * browser keeps nothing, a new one each time. `given`: the name that it is opened with; a copy of that tab finds it taken.
 */
export async function windowName(
  store: TabStore,
  make: () => string,
  claim: Claim,
  given: string | null = null,
): Promise<string> {
  const { kept, left } = readTab(store);
  if (given !== null && (await claim(given, UNTOLD_PATIENCE_MS))) {
    tryStore(() => store.setItem(NAME, given));
    return given;
  }
  if (kept !== null && (await claim(kept, left ? LEFT_PATIENCE_MS : UNTOLD_PATIENCE_MS))) return kept;
  const name = `tab-${make()}`;
  // Nobody else can have it yet: it is taken so that a copy of this tab finds it taken.
  await claim(name, UNTOLD_PATIENCE_MS);
  tryStore(() => store.setItem(NAME, name));
  return name;
}

/** This page goes: the next one of its tab may have the name. */
export function leaveName(store: Pick<Storage, 'setItem'>): void {
  tryStore(() => store.setItem(LEFT, 'yes'));
}

function readTab(store: TabStore): { kept: string | null; left: boolean } {
  return (
    tryStore(() => {
      const kept = store.getItem(NAME);
      const left = store.getItem(LEFT) !== null;
      store.removeItem(LEFT);
      return { kept: kept && kept.length <= 64 ? kept : null, left };
    }) ?? { kept: null, left: false }
  );
}

/** Storage may be forbidden by the browser's settings: the tab then has its name for this once. */
function tryStore<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}

/** Takes names by Web Locks: the browser gives each back when its page is gone, however it went. */
export function claimByLock(locks: Pick<LockManager, 'request'>): Claim {
  const take = (name: string, options: LockOptions) =>
    new Promise<boolean>((resolve) => {
      const held = (lock: Lock | null) => {
        resolve(lock !== null);
        return lock === null ? null : new Promise<never>(() => {});
      };
      // Not had in time, or locks are forbidden here: in either case the name is not this page's alone.
      locks.request(`mullion-window-${name}`, options, held).catch(() => resolve(false));
    });
  return async (name, patienceMs) =>
    // Asked without a time limit first: whether it is free is not for a busy machine's clock to decide.
    (await take(name, { ifAvailable: true })) || take(name, { signal: AbortSignal.timeout(patienceMs) });
}
