import { describe, expect, it } from 'vitest';
import { matches } from './directory-match.ts';

describe('looking someone up', () => {
  const moreau = ['moreau', 'Étienne Moreau', 'Associate, corporate'];

  it.each(['', 'mor', 'etienne', 'ÉTIENNE m', 'associate moreau', '@moreau', 'corp'])('finds Étienne Moreau by "%s"', (query) => {
    expect(matches(query, moreau)).toBe(true);
  });

  it.each(['oreau', 'etienne x', 'moreaux'])('does not find him by "%s"', (query) => {
    expect(matches(query, moreau)).toBe(false);
  });

  it('finds a bot by either part of its handle', () => {
    expect(matches('px', ['px.bot', 'Price bot'])).toBe(true);
    expect(matches('px.b', ['px.bot', 'Price bot'])).toBe(true);
    expect(matches('#rates', ['rates-eur', ''])).toBe(true);
    expect(matches('eur', ['rates-eur', ''])).toBe(true);
  });
});
