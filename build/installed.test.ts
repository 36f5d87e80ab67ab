import { expect, test } from 'vitest';
import { differenceOf } from './installed.mjs';

const lock = (packages: Record<string, { version: string; optional?: boolean }>) => ({ packages: { '': {}, ...packages } });

test('equal records ask for nothing', () => {
  const both = lock({ 'node_modules/zod': { version: '4.6.7' } });
  expect(differenceOf(both, both)).toBeNull();
});

test('a package that is missing is named', () => {
  expect(differenceOf(lock({ 'node_modules/zod': { version: '4.6.7' } }), lock({}))).toBe('node_modules/zod is not installed');
});

test('another version is named with both', () => {
  const difference = differenceOf(
    lock({ 'node_modules/zod': { version: '4.6.7' } }),
    lock({ 'node_modules/zod': { version: '4.0.0' } }),
  );
  expect(difference).toBe('node_modules/zod is 4.0.0, wanted is 4.6.7');
});

test("another platform's binary may be absent", () => {
  expect(differenceOf(lock({ 'node_modules/@x/win32': { version: '1.0.0', optional: true } }), lock({}))).toBeNull();
});
