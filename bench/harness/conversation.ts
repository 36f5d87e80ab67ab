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
