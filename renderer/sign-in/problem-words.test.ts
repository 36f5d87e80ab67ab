import { describe, expect, test } from 'vitest';
import { ErrorCode, problem } from '../../shared/errors.ts';
import { problemWords } from './problem-words.ts';

describe('what is said when a sign-in fails', () => {
  test('a wrong name or password is told in the server’s own words', () => {
    const told = problem('wrong-credentials');
    expect(problemWords(told)).toEqual({ key: 'told', sentence: told.message });
  });

  test('a lock says for how long: in seconds below two minutes, else in minutes, rounded up', () => {
    expect(problemWords(problem('locked', undefined, 61_000))).toMatchObject({ key: 'locked', minutes: 0, seconds: 61 });
    expect(problemWords(problem('locked', undefined, 241_000))).toMatchObject({ key: 'locked', minutes: 5, seconds: 0 });
    expect(problemWords(problem('locked'))).toMatchObject({ key: 'told' });
  });

  test('a server that does not answer is named by the view', () => {
    for (const code of ['offline', 'timeout', 'unavailable'] as const)
      expect(problemWords(problem(code)).key).toBe('unreachable');
  });

  test('too old and too new say what to update', () => {
    expect(problemWords(problem('protocol-too-old')).key).toBe('tooOld');
    expect(problemWords(problem('protocol-too-new')).key).toBe('tooNew');
  });

  test('every code has words', () => {
    for (const code of ErrorCode.options) expect(problemWords(problem(code)).key).not.toBe('');
  });
});
