/**
 * Makes a right input wrong: other types, missing and foreign keys, numbers and texts that break programs, nesting, bytes. What
 * comes out may by chance still be right; the schema says.
 */
import fc from 'fast-check';

const nastyNames = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', '', '$ref'];

const nastyValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  -0,
  0.5,
  1e308,
  -1e308,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  Number.MIN_SAFE_INTEGER,
  2 ** 31,
  2 ** 63,
  '',
  ' ',
  '0',
  'null',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202e\u2066',
  '\uffff',
  'e\u0301'.repeat(60),
  "'; drop table event; --",
  '{{constructor}}',
  '../../../../etc/passwd',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'x'.repeat(17_000),
  [],
  {},
  [[]],
  { length: 1e9 },
  { toString: 'not a function' },
];

const bytes = fc.uint8Array({ maxLength: 64 });
const nested = fc.tuple(fc.integer({ min: 2, max: 300 }), fc.boolean()).map(([depth, list]) => nest(depth, list));

function nest(depth: number, list: boolean): unknown {
  let value: unknown = 0;
  for (let at = 0; at < depth; at++) value = list ? [value] : { a: value };
  return value;
}

/** Any value that a program would rather not meet. Bytes travel as attachments of the frame. */
export const nasty: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...nastyValues) },
  { weight: 3, arbitrary: fc.double() },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 2, arbitrary: bytes },
  { weight: 1, arbitrary: nested },
);

const change = fc.record({
  where: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'add', 'wrap', 'number'),
  name: fc.constantFrom(...nastyNames),
  value: nasty,
});
type Change = { where: number; how: string; name: string; value: unknown };

/** Inputs like these with one to three changes. */
export function mutated(inputs: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(inputs, fc.array(change, { minLength: 1, maxLength: 3 })).map(([input, changes]) => {
    const holder: Holder = { input: structuredClone(input) };
    // Each change with a value of its own: the next one may change that.
    for (const each of changes) apply(holder, { ...each, value: structuredClone(each.value) });
    return holder.input;
  });
}

type Holder = Record<string, unknown> | unknown[];
type Place = { holder: Holder; key: string };

function apply(root: Holder, { where, how, name, value }: Change): void {
  const places = placesIn(root);
  const place = places[where % places.length];
  if (!place) return;
  const current = get(place);
  switch (how) {
    case 'drop':
      if (place.holder === root) set(place, undefined);
      else if (Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1);
      else delete place.holder[place.key];
      break;
    case 'add':
      if (Array.isArray(current)) current.push(value);
      else if (isHolder(current)) set({ holder: current, key: name }, value);
      else set(place, { [name]: current });
      break;
    case 'wrap':
      set(place, [current]);
      break;
    case 'number':
      set(place, typeof current === 'number' ? current + 0.5 : where);
      break;
    default:
      set(place, value);
  }
}

/** Every place of a value that something can stand in; a long list counts by its first elements. */
function placesIn(root: Holder): Place[] {
  const places: Place[] = [];
  const open: Holder[] = [root];
  for (let holder = open.pop(); holder && places.length < 100; holder = open.pop()) {
    for (const key of Object.keys(holder).slice(0, 20)) {
      const place = { holder, key };
      places.push(place);
      const inner = get(place);
      if (isHolder(inner)) open.push(inner);
    }
  }
  return places;
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

function get({ holder, key }: Place): unknown {
  return Object.getOwnPropertyDescriptor(holder, key)?.value;
}

/** As an own property, whatever its name: `__proto__` by assignment would be another thing, and would not travel. */
function set({ holder, key }: Place, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}
