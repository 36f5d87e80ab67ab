import { expect, test } from 'vitest';
import { type Outcome, playwrightTold, summary, vitestTold } from './totals.ts';

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

test('each test that failed is named at the end, with its file and what it says', () => {
  const failures = [{ file: 'e2e/a.spec.ts', test: 'it opens', why: 'Error: it does not' }];
  const { lines } = summary(
    [{ step: 'e2e web', result: 'failed', seconds: 2, tests: { passed: 1, failed: 1, skipped: 0 }, failures }],
    true,
  );
  expect(lines.slice(-2)).toEqual(['failed: e2e/a.spec.ts › it opens: Error: it does not', '1 passed, 1 failed']);
});

test('a test file that cannot be loaded counts as a failure', () => {
  const failed = {
    fullName: 'it adds',
    status: 'failed',
    failureMessages: ['\u001b[31mAssertionError: 1 is not 2\u001b[39m\n  at x.ts:1'],
  };
  const report = {
    numPassedTests: 4,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      { name: '/a.test.ts', status: 'failed', message: 'Error: no such module', assertionResults: [] },
      { name: '/b.test.ts', status: 'failed', message: '', assertionResults: [failed] },
    ],
  };
  expect(vitestTold(report)).toEqual({
    tests: { passed: 4, failed: 2, skipped: 1 },
    failures: [
      { file: '/a.test.ts', test: 'outside of any test', why: 'Error: no such module' },
      { file: '/b.test.ts', test: 'it adds', why: 'AssertionError: 1 is not 2' },
    ],
  });
});

test('an error outside of any browser test counts as a failure, and failed tests are found however deep they lie', () => {
  const spec = (title: string, ok: boolean) => ({
    title,
    ok,
    tests: [{ results: [{ errors: ok ? [] : [{ message: `Error: ${title}` }] }] }],
  });
  const report = {
    stats: { expected: 2, unexpected: 1, flaky: 0, skipped: 0 },
    errors: [{ message: 'no such project' }],
    suites: [{ file: 'a.spec.ts', specs: [spec('one', true)], suites: [{ file: 'a.spec.ts', specs: [spec('two', false)] }] }],
  };
  expect(playwrightTold(report)).toEqual({
    tests: { passed: 2, failed: 2, skipped: 0 },
    failures: [
      { file: 'e2e', test: 'outside of any test', why: 'no such project' },
      { file: 'a.spec.ts', test: 'two', why: 'Error: two' },
    ],
  });
});
