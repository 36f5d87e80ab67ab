import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingOf } from './migrate.ts';

const all = Array.from({ length: 9 }, (_, index) => `000${index + 1}-step`);
/** The first so many of all there will ever be. */
const upTo = (count: number) => all.slice(0, count);
const count = fc.integer({ min: 0, max: all.length });

describe('how a database stands to a program', () => {
  it('depends on which of the two has come further', () => {
    fc.assert(
      fc.property(count, count, (known, done) => {
        const standing = standingOf(upTo(known), upTo(done));
        expect(standing).toBe(known === done ? 'even' : known > done ? 'behind' : 'ahead');
      }),
    );
  });

  it('is too new as soon as one of the newer migrations breaks with what was before, whichever', () => {
    fc.assert(
      fc.property(count, fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), (known, breaks) => {
        const newer = breaks.map((isBreak, index) => `1${index}-newer${isBreak ? '-breaking' : ''}`);
        expect(standingOf(upTo(known), [...upTo(known), ...newer])).toBe(breaks.includes(true) ? 'too-new' : 'ahead');
      }),
    );
  });

  it('is foreign when each has what the other does not know', () => {
    expect(standingOf(['0001-core', '0002-ours'], ['0001-core', '0002-theirs'])).toBe('foreign');
    expect(standingOf(['0001-core'], ['0001-other'])).toBe('foreign');
  });
});
