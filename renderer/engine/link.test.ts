import { describe, expect, test } from 'vitest';
import { backoff, LONGEST_DELAY_MS } from '../../shared/backoff.ts';
import { ErrorCode, MullionError, problem } from '../../shared/errors.ts';
import { linkAfter } from './link.ts';
import { afterProblem, againAfter, passes } from './refusals.ts';

describe('the link in words', () => {
  test('says since when one is offline, however often it is tried', () => {
    const lost = linkAfter(
      { state: 'online', since: 1, latencyMs: 1, clockOffsetMs: 0, impaired: [] },
      { state: 'waiting', retryAt: 60 },
      50,
    );
    expect(lost).toEqual({ state: 'offline', since: 50, retryAt: 60 });
    const trying = linkAfter(lost, { state: 'connecting' }, 60);
    expect(trying).toEqual({ state: 'connecting', since: 50 });
    expect(linkAfter(trying, { state: 'waiting', retryAt: 80, problem: problem('offline') }, 70)).toMatchObject({
      state: 'offline',
      since: 50,
      retryAt: 80,
    });
    expect(linkAfter(trying, { state: 'up' }, 75)).toEqual({ state: 'syncing', since: 75 });
  });

  test('says why nothing will mend it, or that someone has to sign in', () => {
    const before = { state: 'connecting', since: 1 } as const;
    expect(linkAfter(before, { state: 'refused', problem: problem('protocol-too-old') }, 2)).toMatchObject({
      state: 'refused',
      problem: { message: 'This application is too old for its server. Update it.' },
    });
    expect(linkAfter(before, { state: 'signed-out' }, 2)).toEqual({ state: 'signed-out' });
    expect(linkAfter(before, { state: 'signed-out', problem: problem('token-invalid') }, 2)).toMatchObject({
      problem: { code: 'token-invalid' },
    });
    expect(linkAfter(before, { state: 'idle' }, 2)).toEqual({ state: 'signed-out' });
  });
});

test('clients that were cut off together come back apart, and none waits longer than half a minute', () => {
  for (const attempt of [0, 1, 5, 40]) {
    expect(backoff(attempt, 0)).toBeLessThan(backoff(attempt, 0.99));
    expect(backoff(attempt, 0.99)).toBeLessThanOrEqual(LONGEST_DELAY_MS);
  }
  expect(backoff(0, 0, 9000)).toBe(9000);
});

test('what was refused in passing is asked again, not before the server said; what would be refused again is not', () => {
  expect(againAfter(new MullionError('timeout'))).toBe(5_000);
  expect(againAfter(new MullionError('rate-limited', undefined, { retryAfterMs: 100 }))).toBe(5_000);
  expect(againAfter(new MullionError('rate-limited', undefined, { retryAfterMs: 60_000 }))).toBe(60_000);
  expect(againAfter(new MullionError('not-found'))).toBeNull();
});

test('only refusals that pass by themselves are waited for', () => {
  expect(ErrorCode.options.filter(passes)).toEqual(['rate-limited', 'unavailable', 'timeout', 'offline']);
  expect(afterProblem(null)).toBe('retry');
  expect(afterProblem(problem('token-expired'))).toBe('renew');
  expect(afterProblem(problem('disabled'))).toBe('refused');
});
