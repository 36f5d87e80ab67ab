/**
 * Refusals over HTTP: a status and a `Problem`, never a stack.
 */
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { type ErrorCode, MullionError, type Problem, problem, toProblem } from '../../shared/errors.ts';

const statuses: Partial<Record<ErrorCode, number>> = {
  'bad-request': 400,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'token-expired': 401,
  'token-invalid': 401,
  'ticket-used': 401,
  disabled: 403,
  'not-allowed': 403,
  'read-only': 403,
  'not-found': 404,
  'already-exists': 409,
  'too-large': 413,
  locked: 429,
  'rate-limited': 429,
  unavailable: 503,
  timeout: 504,
};

export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 500;
}

export function sendProblem(reply: FastifyReply, told: Problem): FastifyReply {
  if (told.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(told.retryAfterMs / 1000));
  return reply.code(statusOf(told.code)).header('cache-control', 'no-store').send(told);
}

/** Every refusal, also the framework's own, becomes a `Problem`; what nobody foresaw is logged and told as `internal`. */
export function answerWithProblems(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, problem('not-found', 'There is nothing at this address.')));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const told = problemOf(error);
    if (told.code === 'internal') request.log.error({ err: error }, 'A request failed.');
    return sendProblem(reply, told);
  });
}

/** What a refusal of the framework is called. */
export function problemOf(error: FastifyError | Error): Problem {
  if (error instanceof MullionError) return toProblem(error);
  if ('code' in error && error.code === 'FST_ERR_BAD_URL')
    return problem('bad-request', 'This is not an address that can be read.');
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return problem('too-large');
  if (status === 415) return problem('bad-request', 'Send JSON, with its content type.');
  if (status !== undefined && status >= 400 && status < 500) return problem('bad-request', 'This is not JSON that can be read.');
  return problem('internal');
}
