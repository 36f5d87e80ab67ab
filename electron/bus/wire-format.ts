/**
 * How values look on D-Bus (D-Bus Specification 0.43, "Type System" and "Marshaling"). Pure. Every type but file descriptors.
 *
 *   y b n q i u x t d   byte, boolean, 16-, 32- and 64-bit integers, double
 *   s o g               text, object path, signature
 *   a… (…) {…} v        array, struct, dictionary entry, variant
 */

/** A value with its own type. */
export type Variant = { readonly signature: string; readonly value: BusValue };
/** `x` and `t` are bigints; `ay` is bytes; structs and dictionary entries are lists. */
export type BusValue = boolean | number | bigint | string | Uint8Array | Variant | readonly BusValue[];

/** A complete type: its code, and what it is made of. */
type Type = { code: string; of: readonly Type[] };

const ALIGNMENT: Readonly<Record<string, number>> = { y: 1, g: 1, v: 1, n: 2, q: 2, x: 8, t: 8, d: 8, '(': 8, '{': 8 };
const alignmentOf = ({ code }: Type): number => ALIGNMENT[code] ?? 4;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '{': '}' };
/** Nothing that we hear is nested more deeply. */
const MOST_NESTED = 32;

/** The complete types of a signature. Throws where it is none. */
export function typesOf(signature: string): Type[] {
  let at = 0;
  const one = (depth: number): Type => {
    const code = signature[at];
    if (code === undefined || depth > MOST_NESTED) throw new Error(`"${signature}" is no D-Bus signature.`);
    at += 1;
    if (code === 'a') return { code, of: [one(depth + 1)] };
    const closing = CLOSING[code];
    if (closing === undefined) {
      if (!'ybnqiuxtdsogv'.includes(code)) throw new Error(`"${signature}" is no D-Bus signature.`);
      return { code, of: [] };
    }
    const of: Type[] = [];
    while (signature[at] !== closing) of.push(one(depth + 1));
    at += 1;
    return { code, of };
  };
  const types: Type[] = [];
  while (at < signature.length) types.push(one(0));
  return types;
}

/** Values as they travel, little-endian. Throws where a value is not of its type. */
export function encode(signature: string, values: readonly BusValue[]): Buffer {
  const out = new Writer();
  out.all(typesOf(signature), values);
  return out.bytes();
}

class Writer {
  #buffer = Buffer.alloc(256);
  #length = 0;

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  all(types: readonly Type[], values: readonly BusValue[]): void {
    if (types.length !== values.length) throw new Error(`${values.length} values were given for ${types.length} types.`);
    for (const [at, type] of types.entries()) this.#write(type, values[at] ?? '');
  }

  #room(bytes: number): number {
    const at = this.#length;
    if (at + bytes > this.#buffer.length) {
      const larger = Buffer.alloc(2 * (at + bytes));
      this.#buffer.copy(larger);
      this.#buffer = larger;
    }
    this.#length += bytes;
    return at;
  }

  #align(to: number): void {
    this.#room((to - (this.#length % to)) % to);
  }

  /** Makes room first: what is written into may be another buffer then. */
  #put(bytes: number, write: (into: Buffer, at: number) => void): void {
    const at = this.#room(bytes);
    write(this.#buffer, at);
  }

  #text(value: string): void {
    const bytes = Buffer.from(`${value}\0`, 'utf8');
    this.#put(bytes.length, (into, at) => bytes.copy(into, at));
  }

  #write(type: Type, value: BusValue): void {
    const { code } = type;
    this.#align(alignmentOf(type));
    if (code === 'b') this.#put(4, (into, at) => into.writeUInt32LE(value === true ? 1 : 0, at));
    else if (code === 'y') this.#put(1, (into, at) => into.writeUInt8(numberIn(code, value), at));
    else if (code === 'n') this.#put(2, (into, at) => into.writeInt16LE(numberIn(code, value), at));
    else if (code === 'q') this.#put(2, (into, at) => into.writeUInt16LE(numberIn(code, value), at));
    else if (code === 'i') this.#put(4, (into, at) => into.writeInt32LE(numberIn(code, value), at));
    else if (code === 'u') this.#put(4, (into, at) => into.writeUInt32LE(numberIn(code, value), at));
    else if (code === 'd') this.#put(8, (into, at) => into.writeDoubleLE(numberIn(code, value), at));
    else if (code === 'x') this.#put(8, (into, at) => into.writeBigInt64LE(BigInt(wholeIn(code, value)), at));
    else if (code === 't') this.#put(8, (into, at) => into.writeBigUInt64LE(BigInt(wholeIn(code, value)), at));
    else if (code === 's' || code === 'o') {
      const text = textIn(code, value);
      this.#put(4, (into, at) => into.writeUInt32LE(Buffer.byteLength(text), at));
      this.#text(text);
    } else if (code === 'g') this.#signature(textIn(code, value));
    else if (code === 'v') this.#variant(value);
    else if (code === 'a') this.#array(type, value);
    else this.all(type.of, listIn(code, value));
  }

  #signature(signature: string): void {
    this.#put(1, (into, at) => into.writeUInt8(Buffer.byteLength(signature), at));
    this.#text(signature);
  }

  #variant(value: BusValue): void {
    if (!isVariant(value)) throw new Error('A variant names its type.');
    const [type, more] = typesOf(value.signature);
    if (type === undefined || more !== undefined) throw new Error('A variant holds one value.');
    this.#signature(value.signature);
    this.#write(type, value.value);
  }

  #array({ of: [inner] }: Type, value: BusValue): void {
    if (inner === undefined) return;
    const length = this.#room(4);
    this.#align(alignmentOf(inner));
    const from = this.#length;
    if (value instanceof Uint8Array) this.#put(value.length, (into, at) => into.set(value, at));
    else for (const each of listIn('a', value)) this.#write(inner, each);
    this.#buffer.writeUInt32LE(this.#length - from, length);
  }
}

/** What travels, as values. `from`: where it begins. Throws where it ends too early. */
export function decode(signature: string, bytes: Buffer, littleEndian = true, from = 0): { values: BusValue[]; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  const take = (length: number): number => {
    const start = at;
    at += length;
    if (at > bytes.length) throw new Error('A D-Bus message ends too early.');
    return start;
  };
  const align = (to: number): void => void take((to - (at % to)) % to);
  const text = (length: number): string => {
    const start = take(length + 1);
    return bytes.toString('utf8', start, start + length);
  };
  const readers: Readonly<Record<string, () => BusValue>> = {
    y: () => view.getUint8(take(1)),
    b: () => view.getUint32(take(4), littleEndian) !== 0,
    n: () => view.getInt16(take(2), littleEndian),
    q: () => view.getUint16(take(2), littleEndian),
    i: () => view.getInt32(take(4), littleEndian),
    u: () => view.getUint32(take(4), littleEndian),
    x: () => view.getBigInt64(take(8), littleEndian),
    t: () => view.getBigUint64(take(8), littleEndian),
    d: () => view.getFloat64(take(8), littleEndian),
    s: () => text(view.getUint32(take(4), littleEndian)),
    o: () => text(view.getUint32(take(4), littleEndian)),
    g: () => text(view.getUint8(take(1))),
  };
  function read(type: Type, depth: number): BusValue {
    if (depth > MOST_NESTED) throw new Error('A D-Bus message is nested too deeply.');
    align(alignmentOf(type));
    const reader = readers[type.code];
    if (reader !== undefined) return reader();
    if (type.code === 'v') {
      const inner = text(view.getUint8(take(1)));
      const [of] = typesOf(inner);
      if (of === undefined) throw new Error('A variant holds one value.');
      return { signature: inner, value: read(of, depth + 1) };
    }
    const [inner] = type.of;
    if (type.code === 'a' && inner !== undefined) {
      const length = view.getUint32(take(4), littleEndian);
      align(alignmentOf(inner));
      if (inner.code === 'y') return new Uint8Array(bytes.subarray(take(length), at));
      const end = at + length;
      const values: BusValue[] = [];
      while (at < end) values.push(read(inner, depth + 1));
      return values;
    }
    return type.of.map((each) => read(each, depth + 1));
  }
  const values = typesOf(signature).map((type) => read(type, 0));
  return { values, end: at };
}

export function isVariant(value: BusValue | undefined): value is Variant {
  return typeof value === 'object' && 'signature' in value;
}

/** A dictionary's entries by their text keys, variants unwrapped. */
export function entriesOf(value: BusValue | undefined): Map<string, BusValue> {
  const entries = isList(value) ? value : [];
  return new Map(
    entries.flatMap((entry): [string, BusValue][] => {
      const [key, held] = isList(entry) ? entry : [];
      if (typeof key !== 'string' || held === undefined) return [];
      return [[key, isVariant(held) ? held.value : held]];
    }),
  );
}

export function isList(value: BusValue | undefined): value is readonly BusValue[] {
  return Array.isArray(value);
}

function numberIn(code: string, value: BusValue): number {
  if (typeof value === 'number') return value;
  throw new Error(`A value of type "${code}" is a number.`);
}

function wholeIn(code: string, value: BusValue): number | bigint {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  throw new Error(`A value of type "${code}" is a whole number.`);
}

function textIn(code: string, value: BusValue): string {
  if (typeof value === 'string' && !value.includes('\0')) return value;
  throw new Error(`A value of type "${code}" is text.`);
}

function listIn(code: string, value: BusValue): readonly BusValue[] {
  if (isList(value)) return value;
  throw new Error(`A value of type "${code}" is a list.`);
}
