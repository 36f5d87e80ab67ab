/** Choices that can be had again: the same for the same seed. */
import { seeded } from '../../../testing/seeded.ts';

export class Chance {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seeded(seed);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  /** True this often. */
  odds(share: number): boolean {
    return this.#next() < share;
  }

  pick<T>(all: readonly T[]): T | undefined {
    return all[Math.floor(this.#next() * all.length)];
  }

  /** So many of them, in an order of chance; all when there are fewer. */
  some<T>(all: readonly T[], count: number): T[] {
    const rest = [...all];
    const taken: T[] = [];
    while (taken.length < count && rest.length > 0) {
      taken.push(...rest.splice(Math.floor(this.#next() * rest.length), 1));
    }
    return taken;
  }
}
