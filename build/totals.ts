/** What the test runners report, as numbers; and what `npm test` says at its end. Pure. */
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

export type Counts = { passed: number; failed: number; skipped: number };

/** A test that failed: where it is written, its name, and what it says of itself in one line. */
export type Failure = { file: string; test: string; why: string };

/** What a test runner's report tells. */
export type Told = { tests: Counts; failures: readonly Failure[] };

export type Outcome = {
  step: string;
  result: 'passed' | 'failed' | 'not run';
  seconds: number;
  tests?: Counts;
  failures?: readonly Failure[];
  /** Why it was not run, or what else a reader of the last lines should know. */
  reason?: string;
};

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) })),
    }),
  ),
});

/** A Vitest JSON report. A file that failed with none of its tests (it cannot be loaded or set up) counts as one failure. */
export function vitestTold(report: unknown): Told {
  const read = VitestReport.parse(report);
  const unloaded = read.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const failures = read.testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName: test, failureMessages: [why = ''] }) => ({ file, test, why: firstLine(why) })),
  );
  return {
    tests: {
      passed: read.numPassedTests,
      failed: read.numFailedTests + unloaded.length,
      skipped: read.numPendingTests + read.numTodoTests,
    },
    failures: [
      ...unloaded.map(({ name: file, message }) => ({ file, test: 'outside of any test', why: firstLine(message) })),
      ...failures,
    ],
  };
}

const Said = z.object({ message: z.string().default('') });
const Suite = z.object({
  file: z.string(),
  specs: z.array(
    z.object({
      title: z.string(),
      ok: z.boolean(),
      tests: z.array(z.object({ results: z.array(z.object({ errors: z.array(Said) })) })),
    }),
  ),
  get suites() {
    return z.array(Suite).optional();
  },
});

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(Said),
  suites: z.array(Suite),
});

/** A Playwright JSON report. Errors outside of any test (a broken configuration) count as failures. */
export function playwrightTold(report: unknown): Told {
  const { stats, errors, suites } = PlaywrightReport.parse(report);
  const outside = errors.map(({ message }) => ({ file: 'e2e', test: 'outside of any test', why: firstLine(message) }));
  return {
    tests: { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped },
    failures: [...outside, ...suites.flatMap(failedIn)],
  };
}

function failedIn({ file, specs, suites = [] }: z.infer<typeof Suite>): Failure[] {
  const failed = specs.filter(({ ok }) => !ok);
  return [
    ...failed.map(({ title: test, tests }) => {
      const said = tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors));
      return { file, test, why: firstLine(said[0]?.message ?? '') };
    }),
    ...suites.flatMap(failedIn),
  ];
}

/** The first line that says something, without colours. */
function firstLine(text: string): string {
  const lines = stripVTControlCharacters(text).split('\n');
  return lines.map((line) => line.trim()).find((line) => line !== '') ?? 'it says nothing';
}

export function sum(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed, skipped: all.skipped + one.skipped }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * The last lines of a run, and the exit code: a table, each test that failed, what was not run, and as the very last line
 * `N passed, N failed`.
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
  const tests = outcomes.flatMap(({ failures = [] }) =>
    failures.map(({ file, test, why }) => `failed: ${file} › ${test}: ${why}`),
  );
  return { lines: ['', ...table, '', ...tests, ...steps, ...notRun, say(total)], code: failed ? 1 : 0 };
}

function say({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
