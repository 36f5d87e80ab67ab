import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstOf, matches, wantedOf, wordsOf } from './directory-match.ts';

const finds = (query: string, texts: string[]) => matches(wantedOf(query), wordsOf(texts));

describe('looking someone up', () => {
  const moreau = ['moreau', 'Étienne Moreau', 'Associate, corporate'];

  it.each(['', '@', 'mor', 'etienne', 'ÉTIENNE m', 'associate moreau', '@moreau', 'corp'])(
    'finds Étienne Moreau by "%s"',
    (query) => {
      expect(finds(query, moreau)).toBe(true);
    },
  );

  it.each(['oreau', 'etienne x', 'moreaus'])('does not find him by "%s"', (query) => {
    expect(finds(query, moreau)).toBe(false);
  });

  it('finds a bot by either part of its handle, and a channel by a part of its name', () => {
    expect(finds('px', ['px.bot', 'Price bot'])).toBe(true);
    expect(finds('px.b', ['px.bot', 'Price bot'])).toBe(true);
    expect(finds('#rates', ['rates-eur', ''])).toBe(true);
    expect(finds('eur', ['rates-eur', ''])).toBe(true);
  });

  it('answers the first of many in order, as sorting them all would', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 10 }), (all, limit) => {
        const compare = (one: number, other: number) => one - other;
        expect(firstOf(all, limit, compare)).toEqual([...all].sort(compare).slice(0, limit));
      }),
    );
  });
});
