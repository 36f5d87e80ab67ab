import { expect, test } from 'vitest';
import { foundDesks } from './found.ts';

const desks = ['Main', 'FX only', 'Deal: Heron', 'Morning · London', 'London late'].map((name) => ({ name }));
const found = (query: string) => foundDesks(desks, query).map(({ name }) => name);

test('A7 a desk is found by any word of its name; those that begin with it come first', () => {
  expect(found('')).toEqual(desks.map(({ name }) => name));
  expect(found('lon')).toEqual(['London late', 'Morning · London']);
  expect(found('LON mor')).toEqual(['Morning · London']);
  expect(found('  fx ')).toEqual(['FX only']);
  expect(found('vol')).toEqual([]);
});
