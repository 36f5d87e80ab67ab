/** What the main process and the thread that spells say to each other. */
import { z } from '../../shared/schema.ts';

/** What the thread is begun with: where its dictionary lies, and the person's own words. */
export const SpellingStart = z.object({ aff: z.string(), dic: z.string(), learned: z.array(z.string()) });
export type SpellingStart = z.infer<typeof SpellingStart>;

export const SpellingQuestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check'), id: z.int(), words: z.array(z.string()) }),
  z.object({ kind: z.literal('suggest'), id: z.int(), word: z.string() }),
  z.object({ kind: z.literal('learn'), word: z.string() }),
]);
export type SpellingQuestion = z.infer<typeof SpellingQuestion>;

export const SpellingAnswer = z.object({ id: z.int(), words: z.array(z.string()) });
export type SpellingAnswer = z.infer<typeof SpellingAnswer>;
