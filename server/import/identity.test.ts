import fc from 'fast-check';
import { version } from 'uuid';
import { describe, expect, it } from 'vitest';
import { eventIdOf } from './identity.ts';

describe('the id of an imported line', () => {
  it('is a UUIDv8 that is the same each time', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (file, line) => {
        expect(version(eventIdOf(file, line))).toBe(8);
        expect(eventIdOf(file, line)).toBe(eventIdOf(file, line));
      }),
    );
  });

  it('differs by file and by line', () => {
    const ids = ['a.txt', 'b.txt'].flatMap((file) => [1, 2, 11].map((line) => eventIdOf(file, line)));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
