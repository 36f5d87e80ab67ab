/** What the test runners report, as numbers; and what `npm test` says at its end. Pure. */
import { z } from 'zod';

export type Counts = { passed: number; failed: number; skipped: number };

export type Outcome = {
  step: string;
  result: 'passed' | 'failed' | 'not run';
  seconds: number;
  tests?: Counts;
  /** Why it was not run, or what else a reader of the last lines should know. */
  reason?: string;
};

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Counts of a Vitest JSON report. A file that could not even be loaded counts as one failure. */
export function vitestCounts(report: unknown): Counts {
  const read = VitestReport.parse(report);
  const unloaded = read.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + unloaded.length,
    skipped: read.numPendingTests + read.numTodoTests,
  };
}

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()),
});

/** Counts of a Playwright JSON report. Errors outside of any test (a broken configuration) count as failures. */
export function playwrightCounts(report: unknown): Counts {
  const { stats, errors } = PlaywrightReport.parse(report);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}

export function sum(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed, skipped: all.skipped + one.skipped }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * The last lines of a run, and the exit code: a table, what was not run, and as the very last line `N passed, N failed`.
 * In a strict run (CI) whatever was not run is a failure.
 */
export function summary(outcomes: readonly Outcome[], strict: boolean): { lines: string[]; code: number } {
  const width = Math.max(...outcomes.map(({ step }) => step.length));
  const table = outcomes.map(({ step, result, seconds, tests }) => {
    const counted = tests === undefined ? '' : `   ${say(tests)}`;
    const time = result === 'not run' ? ''.padStart(8) : `${seconds.toFixed(1)} s`.padStart(8);
    return `  ${step.padEnd(width)}  ${result.padEnd(7)} ${time}${counted}`.trimEnd();
  });
  const notRun = outcomes.flatMap(({ step, result, reason, tests }) => {
    if (result === 'not run') return [`not run: ${step}${reason === undefined ? '' : ` — ${reason}`}`];
    const skipped = tests?.skipped ?? 0;
    return skipped === 0 ? [] : [`not run: ${skipped} of the tests in ${step}${reason === undefined ? '' : ` — ${reason}`}`];
  });
  const total = sum(outcomes.flatMap(({ tests }) => (tests === undefined ? [] : [tests])));
  const failed = outcomes.some(({ result }) => result === 'failed') || (strict && notRun.length > 0);
  const broken = outcomes.filter(({ result, tests }) => result === 'failed' && (tests?.failed ?? 0) === 0);
  const steps = broken.map(({ step, reason }) => `failed: ${step}${reason === undefined ? '' : ` — ${reason}`}`);
  return { lines: ['', ...table, '', ...steps, ...notRun, say(total)], code: failed ? 1 : 0 };
}

function say({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
