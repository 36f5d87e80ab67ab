import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLines } from './decode.ts';

const linesOf = (bytes: Uint8Array) => [...decodeLines(bytes)];

describe('the lines of a file', () => {
  it('are UTF-8, whatever is in them', () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text) && text.isWellFormed());
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const file = Buffer.from(lines.map((each) => `${each}\n`).join(''));
        // A byte order mark at the very beginning is not text.
        const expected = lines.with(0, lines[0]?.replace(/^\ufeff/, '') ?? '');
        expect(linesOf(file)).toEqual(expected.map((text, index) => ({ number: index + 1, text, encoding: 'utf-8' })));
      }),
    );
  });

  it('are Windows-1252 where they are not UTF-8, line by line', () => {
    const file = Buffer.concat([
      Buffer.from('naïve\n'),
      Buffer.from([0x6e, 0x61, 0xef, 0x76, 0x65, 0x20, 0x80, 0x0d, 0x0a]),
      Buffer.from('end'),
    ]);
    expect(linesOf(file)).toEqual([
      { number: 1, text: 'naïve', encoding: 'utf-8' },
      { number: 2, text: 'naïve €', encoding: 'windows-1252' },
      { number: 3, text: 'end', encoding: 'utf-8' },
    ]);
  });

  it('can be read from any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const newlines = bytes.filter((byte) => byte === 0x0a).length;
        expect(linesOf(bytes).length).toBeLessThanOrEqual(newlines + 1);
      }),
    );
  });
});
