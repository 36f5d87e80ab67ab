/**
 * Inputs from the schemas of the protocol, for fast-check: what a schema allows, with a share that stands on its limits or one
 * step beyond. Whether a made input is right is for the schema itself to say; here it only has to be near.
 *
 * Written by hand because no library does this for zod 4: zod-fast-check ends at zod 3 and fast-check 3.
 */
import fc from 'fast-check';
import { z } from '../../../shared/schema.ts';

/** What the schemas do not tell: which ids there are (brands are for the compiler), and which words mean something. */
export type Vocabulary = {
  /** Ids for a field of this name. The list may grow while inputs are made. */
  ids: (field: string) => readonly string[];
  words: (field: string) => readonly string[];
};

/** How many ordinary inputs there are for one on a limit. */
const ORDINARY = 24;
const ORDINARY_LENGTH = 30;
const ORDINARY_ELEMENTS = 6;

export function arbitraryOf(schema: z.core.$ZodType, vocabulary: Vocabulary, field = ''): fc.Arbitrary<unknown> {
  const inside = (inner: z.core.$ZodType, name = field) => arbitraryOf(inner, vocabulary, name);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return fc.option(inside(schema.unwrap()), { nil: undefined, freq: 2 });
  }
  if (schema instanceof z.ZodObject) return fc.record(mapped(schema.shape, inside));
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map((option) => inside(option)));
  if (schema instanceof z.ZodRecord) {
    return fc.dictionary(strings(inside(schema.keyType, field)), inside(schema.valueType), { maxKeys: ORDINARY_ELEMENTS });
  }
  if (schema instanceof z.ZodArray) return arrays(inside(schema.element), limitsOf(schema));
  if (schema instanceof z.ZodGUID) return ids(() => vocabulary.ids(field));
  if (schema instanceof z.ZodString) return texts(limitsOf(schema), () => vocabulary.words(field));
  if (schema instanceof z.ZodNumber) return integers(limitsOf(schema));
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  throw new Error(`The fuzzer cannot make a ${schema._zod.def.type} yet: teach it in server/testing/fuzz/arbitrary-of.ts.`);
}

type Limits = { minimum: number; maximum: number };

function limitsOf(schema: z.core.$ZodType): Limits {
  const { minimum, maximum } = schema._zod.bag;
  return {
    minimum: typeof minimum === 'number' ? minimum : 0,
    maximum: typeof maximum === 'number' ? maximum : Number.MAX_SAFE_INTEGER,
  };
}

function mapped(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  inside: (inner: z.core.$ZodType, name: string) => fc.Arbitrary<unknown>,
): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(shape).map(([name, inner]) => [name, inside(inner, name)]));
}

/** One of a list that may grow. */
function oneOf(list: () => readonly string[]): fc.Arbitrary<string> {
  return fc.nat().map((nth) => {
    const all = list();
    return all[nth % all.length] ?? '';
  });
}

function ids(list: () => readonly string[]): fc.Arbitrary<string> {
  const known = oneOf(list);
  const shouted = known.map((id) => id.toUpperCase());
  return fc.oneof({ weight: ORDINARY, arbitrary: known }, { weight: 2, arbitrary: fc.uuid() }, { weight: 1, arbitrary: shouted });
}

function integers({ minimum, maximum }: Limits): fc.Arbitrary<number> {
  const ordinary = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 200) });
  const beyond = fc.constantFrom(minimum - 1, minimum, maximum, maximum + 1);
  return fc.oneof({ weight: ORDINARY, arbitrary: ordinary }, { weight: 1, arbitrary: beyond });
}

function texts({ minimum, maximum }: Limits, words: () => readonly string[]): fc.Arbitrary<string> {
  const most = Math.min(maximum, ORDINARY_LENGTH);
  const ordinary = fc.string({ unit: 'grapheme', minLength: minimum, maxLength: most });
  const meant = oneOf(words).map((word) => word.slice(0, maximum));
  const beyond = fc.constantFrom(minimum - 1, minimum, maximum, maximum + 1).map((length) => 'x'.repeat(bounded(length)));
  return fc.oneof(
    { weight: ORDINARY / 2, arbitrary: ordinary },
    { weight: ORDINARY / 2, arbitrary: meant },
    { weight: 1, arbitrary: beyond },
  );
}

function arrays(element: fc.Arbitrary<unknown>, { minimum, maximum }: Limits): fc.Arbitrary<unknown[]> {
  const ordinary = fc.array(element, { minLength: minimum, maxLength: ORDINARY_ELEMENTS });
  const lengths = fc.constantFrom(minimum, maximum, maximum + 1);
  const beyond = fc.tuple(element, lengths).map(([each, length]) => Array.from({ length: bounded(length) }, () => each));
  return fc.oneof({ weight: ORDINARY, arbitrary: ordinary }, { weight: 1, arbitrary: beyond });
}

/** Where there is no limit, none is tried: what is too large for a frame is a case of its own. */
function bounded(length: number): number {
  return length > 100_000 ? 1 : Math.max(0, length);
}

/** Keys of a record have to be text; what is made for them is, but its type has been forgotten on the way. */
function strings(keys: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return keys.map(String);
}
