/** What is left to chance, from a seed: the same seed gives the same victims, moments and words. */
import { seeded } from '../testing/seeded.ts';

export type Chance = {
  /** In [0, 1). */
  next(): number;
  /** A whole number, both ends inclusive. */
  between(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** At least one of them, in no order of theirs. */
  some<T>(from: readonly T[]): T[];
};

/** `about` keeps apart what is drawn from one seed for different purposes. */
export function chanceOf(seed: number, about = ''): Chance {
  const next = seeded(seed ^ hashOf(about));
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(from: readonly T[]): T => {
    const one = from[between(0, from.length - 1)];
    if (one === undefined) throw new Error('There is nothing to pick from.');
    return one;
  };
  return {
    next,
    between,
    pick,
    some(from) {
      const shuffled = from.map((one) => ({ one, at: next() })).sort((a, b) => a.at - b.at);
      return shuffled.slice(0, between(1, from.length)).map(({ one }) => one);
    },
  };
}

/** FNV-1a (public domain), 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
