import pg from 'pg';
import { expect, test } from 'vitest';
import { MullionError } from '../../shared/errors.ts';
import { isConnectionLoss, isContended, isExhausted, refusalOf } from './failure.ts';

const failure = (code: string) => Object.assign(new pg.DatabaseError('failed', 0, 'error'), { code });

test('what the database has no room for just now is tried again, and is no failure of the message', () => {
  for (const code of ['53100', '53200', '53300', '58030', '57P01', '08006']) {
    expect(refusalOf(failure(code)).code, code).toBe('unavailable');
  }
});

test('a database without room has done nothing; only after a lost connection is that unknown', () => {
  expect([isExhausted(failure('53100')), isConnectionLoss(failure('53100'))]).toEqual([true, false]);
  expect([isExhausted(failure('57P01')), isConnectionLoss(failure('57P01'))]).toEqual([false, true]);
});

test('what gave way to another transaction has done nothing either', () => {
  for (const code of ['40P01', '40001', '55P03']) {
    expect([isContended(failure(code)), isConnectionLoss(failure(code)), refusalOf(failure(code)).code], code).toEqual([
      true,
      false,
      'unavailable',
    ]);
  }
  expect(isContended(failure('23505'))).toBe(false);
});

test('everything else is ours to mend, and our own refusals stay what they are', () => {
  expect(refusalOf(failure('22021')).code).toBe('internal');
  expect(refusalOf(new MullionError('not-found')).code).toBe('not-found');
});
