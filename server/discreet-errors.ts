/**
 * Errors as they go into the log. PostgreSQL puts the row that it refuses, with all that somebody wrote in it, into an error's
 * `detail` and `where`: of an error only what tells of the program is written down.
 */
import pino from 'pino';

/** For pino's option of this name. */
export const serializers = { err: discreet };

type Discreet = { type: string; message: string; stack: string | undefined; code?: unknown };

function discreet(error: unknown): Discreet {
  const { type, message, stack, code } = pino.stdSerializers.err(error instanceof Error ? error : new Error(String(error)));
  return { type, message, stack, ...(code !== undefined && { code }) };
}
