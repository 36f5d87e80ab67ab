import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerptOf, MAX_TOAST_TEXT, Toast } from './toast.ts';

describe('the text of a toast', () => {
  test('is one line', () => {
    expect(excerptOf('  10y\n\n2.412 /\t2.410  ')).toBe('10y 2.412 / 2.410');
  });

  test('is cut with an ellipsis, never inside of a letter', () => {
    expect(excerptOf('abcdefgh', 5)).toBe('abcd…');
    expect(excerptOf('ab 👩‍👩‍👧‍👦 family', 6)).toBe('ab…');
    expect(excerptOf('x'.repeat(100_000))).toHaveLength(MAX_TOAST_TEXT);
  });

  test('loses what would turn its direction', () => {
    expect(excerptOf('pay \u202e001 to me\u202c')).toBe('pay 001 to me');
  });

  test('of whatever is said, it fits and is well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.integer({ min: 2, max: MAX_TOAST_TEXT }), (text, most) => {
        const excerpt = excerptOf(text, most);
        expect(excerpt.length).toBeLessThanOrEqual(most);
        expect(excerpt.isWellFormed()).toBe(true);
        expect(excerpt).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
        expect(Toast.shape.text.safeParse(excerpt).success).toBe(true);
      }),
    );
  });
});
