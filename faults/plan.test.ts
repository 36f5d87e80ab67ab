import { expect, test } from 'vitest';
import { faults } from './kinds/all.ts';
import { plan } from './plan.ts';

const casesOf = (rounds: ReturnType<typeof plan>, name: string) =>
  rounds.filter(({ fault }) => fault.name === name).reduce((sum, { cases }) => sum + cases, 0);

test('the long form makes 200 kills and every other fault at least 20 times', () => {
  const rounds = plan(faults, { length: 'long', scale: 1 });
  expect(casesOf(rounds, 'kill-server')).toBe(200);
  for (const { name } of faults) expect(casesOf(rounds, name), name).toBeGreaterThanOrEqual(20);
});

test('a scaled run still makes each fault once', () => {
  const rounds = plan(faults, { length: 'long', scale: 0.01 });
  for (const { name } of faults) expect(casesOf(rounds, name), name).toBeGreaterThanOrEqual(1);
});

test('what needs odd ground comes last, so that the ground changes once', () => {
  const grounds = plan(faults, { length: 'short', scale: 1 }).map(({ fault }) => fault.ground);
  expect(grounds.indexOf('odd')).toBe(grounds.lastIndexOf(undefined) + 1);
});
