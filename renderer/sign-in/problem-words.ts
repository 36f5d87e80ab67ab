/** What is said when a sign-in fails: one sentence that tells what to do. Pure. */
import type { Problem } from '../../shared/errors.ts';

export type ProblemWords =
  | { key: 'tooOld' | 'tooNew' }
  | { key: 'unreachable' }
  | { key: 'locked'; sentence: string; minutes: number; seconds: number }
  | { key: 'told'; sentence: string };

/** The words for a problem. A lock says how long it lasts, in minutes from two minutes on, else in seconds. */
export function problemWords(problem: Problem): ProblemWords {
  switch (problem.code) {
    case 'protocol-too-old':
      return { key: 'tooOld' };
    case 'protocol-too-new':
      return { key: 'tooNew' };
    case 'offline':
    case 'timeout':
    case 'unavailable':
      return { key: 'unreachable' };
    case 'locked':
    case 'rate-limited': {
      if (problem.retryAfterMs === undefined) return { key: 'told', sentence: problem.message };
      const seconds = Math.ceil(problem.retryAfterMs / 1000);
      const inMinutes = seconds >= 120;
      return {
        key: 'locked',
        sentence: problem.message,
        minutes: inMinutes ? Math.ceil(seconds / 60) : 0,
        seconds: inMinutes ? 0 : seconds,
      };
    }
    default:
      return { key: 'told', sentence: problem.message };
  }
}
