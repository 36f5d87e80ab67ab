import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The texts that real people wrote, from a folder of IRC logs: what benches send, so that sizes and words are real. */
export function realTexts(folder: string): string[] {
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .flatMap((line) => /^\[\d\d:\d\d\] <[^>]+> (.*\S)/.exec(line)?.[1] ?? []);
  if (texts.length === 0) throw new Error(`There are no conversations in ${folder}.`);
  return texts;
}

/** A small seeded generator (mulberry32, public domain): numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
