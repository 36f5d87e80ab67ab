/** What a refusal means for what comes next. Pure. */
import type { ErrorCode, MullionError, Problem } from '../../shared/errors.ts';

/** After a connection was refused or ended: try again, with a new token first, or not at all until someone acts. */
export function afterProblem(problem: Problem | null): 'retry' | 'renew' | 'refused' {
  switch (problem?.code) {
    case 'token-expired':
    case 'token-invalid':
    case 'not-signed-in':
      return 'renew';
    case 'protocol-too-old':
    case 'protocol-too-new':
    case 'disabled':
      return 'refused';
    default:
      return 'retry';
  }
}

const passing: readonly ErrorCode[] = ['offline', 'timeout', 'unavailable', 'rate-limited'];

/** Whether a message that was refused so goes out later by itself; otherwise its writer has to act. */
export const passes = (code: ErrorCode): boolean => passing.includes(code);

/** What nobody waits for is asked again no sooner than this (ms). */
const AGAIN_MS = 5_000;

/** In how many milliseconds to ask again for what was refused; null where it would only be refused again. */
export function againAfter({ code, problem }: MullionError): number | null {
  return passes(code) ? Math.max(problem.retryAfterMs ?? 0, AGAIN_MS) : null;
}
