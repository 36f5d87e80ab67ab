/** What one went to or did last in this window, the newest first: what the palette offers before anything is typed. */
import { create } from 'zustand';

/** What is remembered. */
const MOST_RECENT = 100;

export const useRecent = create<{ keys: readonly string[] }>(() => ({ keys: [] }));

/** `key`: the kind of thing and its id, as the palette names its entries. */
export function noteRecent(key: string): void {
  if (useRecent.getState().keys[0] === key) return;
  useRecent.setState(({ keys }) => ({ keys: [key, ...keys.filter((each) => each !== key)].slice(0, MOST_RECENT) }));
}
