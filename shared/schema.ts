/**
 * The schema library, set up once. Everything that checks input from outside imports `z` from here.
 *
 * `jitless`: zod otherwise compiles schemas with `new Function`, which our content security policy forbids; merely trying
 * it is reported as a violation.
 */
import { z } from 'zod';

z.config({ jitless: true });

export { z };

/** Something that is right, or why it is not. */
export type Checked<T> = { success: true; data: T; error?: never } | { success: false; data?: never; error: z.ZodError };

/**
 * What a schema says of something from outside; never throws. By itself zod measures whatever claims to have a length, text or not, and
 * throws where that is no number (`{"length": {"toString": 1}}` for a name). Use it wherever input is not ours.
 */
export function check<T extends z.ZodType>(schema: T, input: unknown): Checked<z.output<T>> {
  try {
    return schema.safeParse(input);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return {
      success: false,
      error: new z.ZodError([{ code: 'custom', path: [], message: 'Something here is of no kind that is allowed.', input }]),
    };
  }
}
