/**
 * The cases of the fuzzer over Socket.IO: every call of the protocol, by right inputs, by wrong ones, and by ways of asking that
 * no client of ours has.
 */
import fc from 'fast-check';
import { type CallName, callNames, calls } from '../../../shared/protocol.ts';
import { check } from '../../../shared/schema.ts';
import { arbitraryOf, type Vocabulary } from './arbitrary-of.ts';
import { mutated, nasty } from './mutate.ts';

export type CallCase =
  /** One argument, near to what the schema allows or far from it. */
  | { kind: 'valid' | 'mutated'; call: CallName; args: [unknown] }
  /** Too many arguments, or none; what counts is the first. */
  | { kind: 'arity'; call: CallName; args: unknown[] }
  /** Nobody waits for the answer. */
  | { kind: 'unasked'; call: CallName; args: unknown[] }
  | { kind: 'unknown'; call: string; args: unknown[] };

/** Calls whose answers grow with the world, or that make it grow, are made less often; all others have weight 20. */
const weights: Partial<Record<CallName, number>> = { sync: 2, create: 8, directory: 10, leave: 8 };

const strangeNames = [
  '__proto__',
  'constructor',
  'toString',
  'events',
  'bye',
  'SEND',
  'send ',
  'sign-in',
  'admin',
  '',
  'x'.repeat(5_000),
  '\u0000',
  '\ud800',
];

/** Names that Socket.IO keeps for itself; whoever sends one is cut off. */
const reserved = new Set(['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']);

export function callCases(vocabulary: Vocabulary): fc.Arbitrary<CallCase> {
  const each = callNames.map((call) => {
    const input = arbitraryOf(calls[call].input, vocabulary);
    const bad = mutated(input);
    const any = fc.oneof(input, bad, nasty);
    const arbitrary: fc.Arbitrary<CallCase> = fc.oneof(
      { weight: 50, arbitrary: input.map((value): CallCase => ({ kind: 'valid', call, args: [value] })) },
      { weight: 40, arbitrary: bad.map((value): CallCase => ({ kind: 'mutated', call, args: [value] })) },
      {
        weight: 4,
        arbitrary: fc.array(any, { maxLength: 4 }).map((args): CallCase => ({ kind: 'arity', call, args })),
      },
      { weight: 4, arbitrary: any.map((value): CallCase => ({ kind: 'unasked', call, args: [value] })) },
    );
    return { weight: weights[call] ?? 20, arbitrary };
  });
  const names = fc.oneof(
    fc.constantFrom(...strangeNames),
    fc.string({ unit: 'binary', maxLength: 20 }).filter((name) => !reserved.has(name) && !Object.hasOwn(calls, name)),
  );
  const unknown = fc
    .tuple(names, fc.array(nasty, { maxLength: 2 }))
    .map(([call, args]): CallCase => ({ kind: 'unknown', call, args }));
  return fc.oneof(...each, { weight: 6, arbitrary: unknown });
}

/** Whether the first argument is what the schema allows, as it arrives. `undefined` in a list arrives as null. */
export function isRight(call: CallName, args: readonly unknown[]): boolean {
  const [first] = args;
  return check(calls[call].input, asItArrives(first)).success;
}

/** JSON knows no NaN, no -0 and no undefined; bytes arrive as bytes. */
function asItArrives(value: unknown): unknown {
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return Array.from(value, (each: unknown) => (each === undefined ? null : asItArrives(each)));
  const arrived: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    Object.defineProperty(arrived, key, { value: asItArrives(each), enumerable: true, configurable: true, writable: true });
  }
  return arrived;
}
