/**
 * Every way something can be refused: a code for programs, a sentence a person can act on. The sentence never tells more
 * than the person may know: what one may not see does not exist (`not-found`).
 */
import { z } from './schema.ts';

export const ErrorCode = z.enum([
  'bad-request',
  'too-large',
  'rate-limited',
  'not-signed-in',
  'wrong-credentials',
  'locked',
  'token-expired',
  'token-invalid',
  'ticket-used',
  'disabled',
  'not-found',
  'not-allowed',
  'already-exists',
  'read-only',
  'protocol-too-old',
  'protocol-too-new',
  'unavailable',
  'timeout',
  'offline',
  'storage',
  'internal',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** A refusal as it travels. */
export const Problem = z.object({
  code: ErrorCode,
  /** For a person: what is wrong and what to do about it. */
  message: z.string(),
  /** When trying again makes sense, in milliseconds from now. */
  retryAfterMs: z.int().min(0).optional(),
});
export type Problem = z.infer<typeof Problem>;

const sentences: Record<ErrorCode, string> = {
  'bad-request': 'This request was not understood.',
  'too-large': 'This is too large to send. Shorten it, or send it in parts.',
  'rate-limited': 'Too much at once. Wait a moment, then try again.',
  'not-signed-in': 'Sign in first.',
  'wrong-credentials': 'The name or the password is not right.',
  locked: 'Too many wrong passwords. Sign-in is locked for a while.',
  'token-expired': 'Your sign-in has run out. Sign in again.',
  'token-invalid': 'Your sign-in is not valid. Sign in again.',
  'ticket-used': 'This sign-in link has been used or has run out. Sign in with name and password.',
  disabled: 'This account is disabled. Ask your administrator.',
  'not-found': 'This does not exist, or you may not see it.',
  'not-allowed': 'You may not do this.',
  'already-exists': 'This exists already.',
  'read-only': 'Only its feed writes to this channel.',
  'protocol-too-old': 'This application is too old for its server. Update it.',
  'protocol-too-new': 'The server is too old for this application. Ask your administrator to update it.',
  unavailable: 'The server cannot do this right now. It will be tried again.',
  timeout: 'The server did not answer in time.',
  offline: 'There is no connection to the server.',
  storage: 'This computer could not store it. Free some disk space, then try again.',
  internal: 'Something went wrong that should not have. It has been logged.',
};

/** A refusal with the code's own sentence, or a more helpful one. */
export function problem(code: ErrorCode, message: string = sentences[code], retryAfterMs?: number): Problem {
  return retryAfterMs === undefined ? { code, message } : { code, message, retryAfterMs };
}

/** A refusal that is thrown; at a border it becomes its `problem`. */
export class MullionError extends Error {
  readonly problem: Problem;
  constructor(code: ErrorCode, message?: string, options?: { cause?: unknown; retryAfterMs?: number }) {
    const told = problem(code, message, options?.retryAfterMs);
    super(told.message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'MullionError';
    this.problem = told;
  }
  /** The refusal that travelled as this problem. */
  static of({ code, message, retryAfterMs }: Problem): MullionError {
    return new MullionError(code, message, retryAfterMs === undefined ? {} : { retryAfterMs });
  }
  get code(): ErrorCode {
    return this.problem.code;
  }
}

/** What anything thrown is called at a border: our own refusals as they are, all else `internal` with nothing told. */
export function toProblem(error: unknown): Problem {
  return error instanceof MullionError ? error.problem : problem('internal');
}

/** An answer that may be a refusal. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Problem };

/** The schema of an answer whose value has the given schema. */
export function resultOf<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: Problem }),
  ]);
}

/** The problem sentence for a failed schema check: which field, and what is wrong with it. */
export function describeIssues(error: z.ZodError): string {
  const first = error.issues[0];
  if (!first) return sentences['bad-request'];
  const where = first.path.length ? `${first.path.join('.')}: ` : '';
  return `${where}${first.message}`;
}
