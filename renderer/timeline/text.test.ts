import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../testing/any-text.ts';
import { lineCount, type Token, tokens } from './text.ts';

const people = new Set(['mara', 'px.bot', 'o.neill', 'pell']);
const parse = (text: string) => tokens(text, (handle) => people.has(handle));
const kinds = (text: string) => parse(text).map((token) => [token.type, token.text]);
const joined = (found: readonly Token[]) => found.map(({ text }) => text).join('');

describe('a message text', () => {
  it('is text where there is nothing else in it', () => {
    expect(kinds('2s5s10s -11.5 / -11.0')).toEqual([['text', '2s5s10s -11.5 / -11.0']]);
  });

  it('links http and https addresses, and nothing that merely looks like an address', () => {
    expect(parse('see https://research.example.com/eur?a=1#b.')).toEqual([
      { type: 'text', text: 'see ' },
      { type: 'link', text: 'https://research.example.com/eur?a=1#b', href: 'https://research.example.com/eur?a=1#b' },
      { type: 'text', text: '.' },
    ]);
    for (const text of [
      'SAP.DE block',
      'mailto:?bcc=x',
      'BP.L VWAP',
      'offered 25k@SAP.DE',
      'x@y',
      'a@1.0832',
      'javascript:alert(1)',
      'ftp://x.example',
      '//evil.example',
      'file:///etc',
      'data:text/html,x',
    ]) {
      expect(parse(text).some(({ type }) => type === 'link')).toBe(false);
    }
  });

  it('links mail addresses, with a scheme or without, and never more than the address', () => {
    expect(parse('to Ops.Desk@halden.com, please')).toEqual([
      { type: 'text', text: 'to ' },
      { type: 'link', text: 'Ops.Desk@halden.com', href: 'mailto:Ops.Desk@halden.com' },
      { type: 'text', text: ', please' },
    ]);
    expect(parse('mailto:ops@halden.com?subject=hi&attach=/etc/passwd')).toEqual([
      { type: 'link', text: 'mailto:ops@halden.com', href: 'mailto:ops@halden.com' },
      { type: 'text', text: '?subject=hi&attach=/etc/passwd' },
    ]);
    expect(kinds('ask @mara or mara@corvid.com')).toEqual([
      ['text', 'ask '],
      ['mention', '@mara'],
      ['text', ' or '],
      ['link', 'mara@corvid.com'],
    ]);
    for (const text of ['mailto:a@halden.com%0abcc:x', '"a b"@halden.com', 'mailto:a@halden.com,b@evil.com']) {
      for (const token of parse(text)) if (token.type === 'link') expect(token.href).toMatch(/^mailto:[\w.]+@[\w.]+$/);
    }
  });

  it('knows people by their handles', () => {
    expect(kinds('@mara can you, @Pell? @px.bot.')).toEqual([
      ['mention', '@mara'],
      ['text', ' can you, '],
      ['mention', '@Pell'],
      ['text', '? '],
      ['mention', '@px.bot'],
      ['text', '.'],
    ]);
    expect(kinds('a@mara @nobody x@y')).toEqual([['text', 'a@mara @nobody x@y']]);
  });

  it('keeps code as it is', () => {
    expect(parse('run `a @mara https://x.example` now')[1]).toEqual({
      type: 'code',
      text: '`a @mara https://x.example`',
      code: 'a @mara https://x.example',
    });
    expect(kinds('one ` alone')).toEqual([['text', 'one ` alone']]);
  });

  it('keeps the columns of a block, and what stands around it', () => {
    expect(parse('07:02 mids\n```\n      2y   5y\nDE  1.9  2.1\n```\nthat is all')).toEqual([
      { type: 'text', text: '07:02 mids' },
      { type: 'block', text: '\n```\n      2y   5y\nDE  1.9  2.1\n```\n', code: '      2y   5y\nDE  1.9  2.1' },
      { type: 'text', text: 'that is all' },
    ]);
    expect(kinds('```\nnot closed')).toEqual([['text', '```\nnot closed']]);
    expect(parse('```\n```')).toEqual([{ type: 'block', text: '```\n```', code: '' }]);
  });

  it('is the same text when its tokens are put together again', () => {
    const bits = fc.constantFrom(
      '@',
      'mara',
      '`',
      '```',
      '\n',
      ' ',
      'https://',
      'x.example/a?b=(c)',
      'mailto:',
      'a@b.example',
      '👍🏽',
      '\ud800',
      '<b>',
      '&amp;',
      '.',
      '\u202e',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.array(bits, { maxLength: 60 }).map((all) => all.join('')),
        ),
        (text) => {
          const found = parse(text);
          expect(joined(found)).toBe(text);
          for (const token of found) if (token.type === 'link') expect(token.href).toMatch(/^https?:|^mailto:[\w.+-]+@[\w.-]+$/i);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(['@', '`', '```\n', 'http://', 'https://a.', 'a@', '(', 'mailto:', '@mara', '!', 'http://a/(', '[', '-'])(
    'takes time in proportion to its length: %j repeated',
    (bit) => {
      const time = (length: number) => {
        const text = bit.repeat(Math.ceil(length / bit.length)).slice(0, length);
        const began = performance.now();
        expect(joined(parse(text))).toBe(text);
        return performance.now() - began;
      };
      time(16_000);
      expect(time(16_000)).toBeLessThan(1_500);
    },
  );

  it('counts lines', () => {
    expect(lineCount('')).toBe(1);
    expect(lineCount('a\nb\n')).toBe(3);
  });
});
