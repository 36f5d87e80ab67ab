import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isJudged, openSpeller } from './speller.ts';

const folder = join(import.meta.dirname, '../../node_modules');
const files = (dictionary: 'dictionary-en' | 'dictionary-en-gb') => ({
  aff: readFileSync(join(folder, dictionary, 'index.aff'), 'utf8'),
  dic: readFileSync(join(folder, dictionary, 'index.dic'), 'utf8'),
});

describe('the speller', () => {
  const american = openSpeller(files('dictionary-en'), ['Corvid']);

  test('finds what is misspelt, and leaves the rest', () => {
    expect(american.misspelt(['please', 'recieve', 'the', 'settlment', 'don’t', 'colour', 'Corvid'])).toEqual([
      'recieve',
      'settlment',
      'colour',
    ]);
    expect(openSpeller(files('dictionary-en-gb'), []).misspelt(['colour', 'recieve'])).toEqual(['recieve']);
  });

  test('offers what may have been meant', () => {
    expect(american.suggest('settlment')).toEqual(['settlement']);
    expect(american.suggest('recieve')).toContain('receive');
  });

  test('learns', () => {
    expect(american.misspelt(['Mullionish'])).toEqual(['Mullionish']);
    american.learn('Mullionish');
    expect(american.misspelt(['Mullionish'])).toEqual([]);
  });

  test.each([
    'EURUSD',
    'US10Y',
    '$TSLA',
    '10s2s',
    'x',
    '@mara',
    '#rates',
    'https://example.com',
    'macOS',
    'BBB',
    '§',
    'a'.repeat(61),
  ])('has no opinion on %s', (word) => {
    expect(isJudged(word)).toBe(false);
    expect(american.misspelt([word])).toEqual([]);
    expect(american.suggest(word)).toEqual([]);
  });
});
