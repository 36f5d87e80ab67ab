/**
 * When another desk is shown, windows are not closed and opened, which takes far longer than a person waits: each becomes
 * another. Pure: who becomes what.
 */

export type Handover<W> = {
  /** By the name of the window that is wanted, in the order in which they are wanted. */
  become: ReadonlyMap<string, W>;
  /** There is no window for these: they are to be opened. */
  missing: readonly string[];
  /** These are not needed now. */
  spare: readonly W[];
};

/**
 * Every wanted name gets one window, as long as there are some. One that had the name last gets it again (what can be undone in it
 * is still known there); the others are taken in the order in which they are held. `had`: who had a name last.
 */
export function handover<W>(held: readonly W[], wanted: readonly string[], had: ReadonlyMap<string, W>): Handover<W> {
  const left = new Set(held);
  const again = new Map<string, W>();
  for (const name of wanted) {
    const window = had.get(name);
    if (window !== undefined && left.delete(window)) again.set(name, window);
  }
  const become = new Map<string, W>();
  const missing: string[] = [];
  for (const name of wanted) {
    const [free] = left;
    const window = again.get(name) ?? free;
    if (window === undefined) missing.push(name);
    else {
      become.set(name, window);
      left.delete(window);
    }
  }
  return { become, missing, spare: [...left] };
}
