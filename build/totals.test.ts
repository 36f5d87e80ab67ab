import { expect, test } from 'vitest';
import { type Outcome, playwrightCounts, summary, vitestCounts } from './totals.ts';

const passed = (step: string, tests = { passed: 3, failed: 0, skipped: 0 }): Outcome => ({
  step,
  result: 'passed',
  seconds: 1.23,
  tests,
});

test('the very last line holds the totals of all tests and nothing else', () => {
  const { lines, code } = summary([passed('unit'), passed('e2e web', { passed: 2, failed: 0, skipped: 0 })], true);
  expect(lines.at(-1)).toBe('5 passed, 0 failed');
  expect(code).toBe(0);
});

test('skipped tests are told at the end, and fail a strict run', () => {
  const outcomes = [passed('integration', { passed: 2, failed: 0, skipped: 1 })];
  expect(summary(outcomes, false).lines.slice(-2)).toEqual([
    'not run: 1 of the tests in integration',
    '2 passed, 0 failed, 1 skipped',
  ]);
  expect(summary(outcomes, false).code).toBe(0);
  expect(summary(outcomes, true).code).toBe(1);
});

test('a step that was not run is named with its reason just before the totals', () => {
  const outcomes: Outcome[] = [
    passed('unit'),
    { step: 'e2e electron', result: 'not run', seconds: 0, reason: 'no Electron runtime' },
  ];
  expect(summary(outcomes, false).lines.slice(-2)).toEqual(['not run: e2e electron — no Electron runtime', '3 passed, 0 failed']);
  expect(summary(outcomes, true).code).toBe(1);
});

test('a step that failed without a failing test is named', () => {
  const { lines, code } = summary([{ step: 'types', result: 'failed', seconds: 2 }], false);
  expect(lines).toContain('failed: types');
  expect(code).toBe(1);
});

test('a test file that cannot be loaded counts as a failure', () => {
  const report = {
    numPassedTests: 4,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
    ],
  };
  expect(vitestCounts(report)).toEqual({ passed: 4, failed: 2, skipped: 1 });
});

test('an error outside of any browser test counts as a failure', () => {
  const report = { stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'no such project' }] };
  expect(playwrightCounts(report)).toEqual({ passed: 2, failed: 1, skipped: 0 });
});
