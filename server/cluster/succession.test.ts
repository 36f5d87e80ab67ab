import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Succession } from './succession.ts';

describe('the succession of what senders say', () => {
  it('tells of a gap exactly when a number between two that arrive is not there, whoever else speaks in between', () => {
    const messages = fc.array(fc.record({ from: fc.constantFrom('a', 'b', 'c'), lost: fc.boolean() }), { maxLength: 200 });
    fc.assert(
      fc.property(messages, (said) => {
        const succession = new Succession();
        const numbers = new Map<string, number>();
        const heard = new Set<string>();
        const missed = new Set<string>();
        for (const { from, lost } of said) {
          const number = (numbers.get(from) ?? 0) + 1;
          numbers.set(from, number);
          if (lost) {
            if (heard.has(from)) missed.add(from);
            continue;
          }
          expect(succession.take(from, number)).toBe(missed.delete(from) ? 'missing' : 'next');
          heard.add(from);
        }
      }),
    );
  });

  it('knows what it has had before', () => {
    const succession = new Succession();
    succession.take('a', 7);
    expect(succession.take('a', 7)).toBe('repeated');
    expect(succession.take('a', 3)).toBe('repeated');
    expect(succession.take('a', 8)).toBe('next');
  });
});
