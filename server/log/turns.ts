/**
 * A queue in which keys take turns: what has the same key comes out in the order in which it came, and of all keys that wait
 * each is served once before any is served again. So one with much to say does not hold up another.
 */
export class Turns<K, V> {
  /** In the order of their turns. */
  readonly #waiting = new Map<K, { values: V[]; next: number }>();
  #size = 0;

  /** How many values wait. */
  get size(): number {
    return this.#size;
  }

  push(key: K, value: V): void {
    const queue = this.#waiting.get(key);
    if (queue) queue.values.push(value);
    else this.#waiting.set(key, { values: [value], next: 0 });
    this.#size += 1;
  }

  /** Takes out up to so many. */
  take(most: number): V[] {
    const taken: V[] = [];
    // A key that has been served comes back at the end of the map, where the iteration finds it again.
    for (const [key, queue] of this.#waiting) {
      if (taken.length >= most) break;
      taken.push(...queue.values.slice(queue.next, queue.next + 1));
      queue.next += 1;
      this.#waiting.delete(key);
      if (queue.next < queue.values.length) this.#waiting.set(key, queue);
    }
    this.#size -= taken.length;
    return taken;
  }
}
