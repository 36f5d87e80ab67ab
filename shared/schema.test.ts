import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeIssues } from './errors.ts';
import { calls, Handshake } from './protocol.ts';
import { check, z } from './schema.ts';

const hostile = { length: { toString: 1 } };

describe('input from outside', () => {
  test('is refused with a sentence where it only claims to have a length', () => {
    const named = { id: '00000000-0000-7000-8000-000000000000', name: hostile };
    // What it guards against: the schema alone throws.
    expect(() => calls.rename.input.safeParse(named)).toThrow(TypeError);
    for (const refused of [check(calls.rename.input, named), check(Handshake, { token: hostile, protocol: 1, client: '' })]) {
      expect(refused.success).toBe(false);
      expect(refused.error && describeIssues(refused.error)).toBe('Something here is of no kind that is allowed.');
    }
  });

  test('is judged as the schema judges it in all other cases', () => {
    const schema = z.object({ name: z.string().min(1).max(5), list: z.array(z.int()).max(3) });
    fc.assert(
      fc.property(fc.oneof(fc.record({ name: fc.string(), list: fc.array(fc.integer()) }), fc.jsonValue()), (input) => {
        expect(check(schema, input)).toEqual(schema.safeParse(input));
      }),
    );
  });
});
