import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { socketOf } from './bus.ts';
import { decodeMessage, encodeMessage, type Message } from './message.ts';
import { type BusValue, decode, encode, entriesOf, typesOf } from './wire-format.ts';

/** A signature of one complete type, with a value of it. */
const typed: fc.Arbitrary<{ signature: string; value: BusValue }> = fc.letrec<{ any: { signature: string; value: BusValue } }>(
  (tie) => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((each) => !each.includes('\0'));
    const plain = fc.oneof(
      fc.nat(255).map((value) => ({ signature: 'y', value })),
      fc.boolean().map((value) => ({ signature: 'b', value })),
      fc.integer({ min: -32768, max: 32767 }).map((value) => ({ signature: 'n', value })),
      fc.nat(65535).map((value) => ({ signature: 'q', value })),
      fc.integer().map((value) => ({ signature: 'i', value })),
      fc.nat(0xffffffff).map((value) => ({ signature: 'u', value })),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ signature: 'x', value })),
      fc.double({ noNaN: true }).map((value) => ({ signature: 'd', value })),
      text.map((value) => ({ signature: 's', value })),
      fc.uint8Array({ maxLength: 20 }).map((value) => ({ signature: 'ay', value: new Uint8Array(value) })),
    );
    return {
      any: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        plain,
        tie('any').map((value) => ({ signature: 'v', value })),
        fc
          .tuple(tie('any'), fc.nat(3))
          .filter(([{ signature }]) => signature !== 'y')
          .map(([{ signature, value }, times]) => ({
            signature: `a${signature}`,
            value: Array.from({ length: times }, () => value),
          })),
        fc.array(tie('any'), { minLength: 1, maxLength: 4 }).map((all) => ({
          signature: `(${all.map(({ signature }) => signature).join('')})`,
          value: all.map(({ value }) => value),
        })),
      ),
    };
  },
).any;

describe('what travels on the bus', () => {
  test('comes out as it went in, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(typed, { maxLength: 4 }), (all) => {
        const signature = all.map((each) => each.signature).join('');
        const values = all.map((each) => each.value);
        const bytes = encode(signature, values);
        expect(decode(signature, bytes)).toEqual({ values, end: bytes.length });
      }),
      { numRuns: 500 },
    );
  });

  test('looks as the specification says', () => {
    // A byte, then a 32-bit integer on its boundary; an array's length is that of its elements, without what aligns them.
    expect([...encode('yu', [1, 2])]).toEqual([1, 0, 0, 0, 2, 0, 0, 0]);
    expect([...encode('at', [[5n]])]).toEqual([8, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0]);
    expect([...encode('v', [{ signature: 's', value: 'a' }])]).toEqual([1, 115, 0, 0, 1, 0, 0, 0, 97, 0]);
  });

  test('is read as well where its sender counts from the other end', () => {
    expect(decode('us', Buffer.from([0, 0, 0, 7, 0, 0, 0, 1, 97, 0]), false).values).toEqual([7, 'a']);
  });

  test('that is cut off, or of no type, is refused', () => {
    const bytes = encode('a{sv}', [[['count', { signature: 'x', value: 3n }]]]);
    for (let length = 0; length < bytes.length; length += 1) expect(() => decode('a{sv}', bytes.subarray(0, length))).toThrow();
    for (const signature of ['(', 'a', 'z', '(s', 'a'.repeat(40)]) expect(() => typesOf(signature), signature).toThrow();
    expect(() => encode('s', [5])).toThrow('is text');
    expect(() => encode('ss', ['one'])).toThrow('1 values');
  });

  test('a dictionary is read by its keys', () => {
    expect(
      entriesOf([
        ['label', { signature: 's', value: 'x' }],
        ['n', 5],
      ]),
    ).toEqual(
      new Map<string, BusValue>([
        ['label', 'x'],
        ['n', 5],
      ]),
    );
    expect(entriesOf('no dictionary')).toEqual(new Map());
  });
});

describe('a message', () => {
  const message: Message = {
    kind: 'signal',
    serial: 7,
    path: '/org/example',
    interface: 'org.example.Thing',
    member: 'Changed',
    signature: 'sa{sv}',
    body: ['x', [['count', { signature: 'x', value: 3n }]]],
  };

  test('is the same at the other end, however it is cut on the way', () => {
    const bytes = Buffer.concat([encodeMessage(message), encodeMessage({ ...message, serial: 8 })]);
    for (let cut = 0; cut < encodeMessage(message).length; cut += 1) expect(decodeMessage(bytes.subarray(0, cut))).toBeNull();
    const first = decodeMessage(bytes);
    expect(first?.message).toEqual(message);
    expect(decodeMessage(bytes.subarray(first?.length ?? 0))?.message.serial).toBe(8);
  });

  test('that is none is refused, and so is one that claims to be huge', () => {
    expect(() => decodeMessage(Buffer.from('GET / HTTP/1.1\r\n'))).toThrow('no D-Bus message');
    const huge = encodeMessage(message);
    huge.writeUInt32LE(0x7fffffff, 4);
    expect(() => decodeMessage(huge)).toThrow('too large');
  });
});

test.each([
  ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
  ['unix:path=/tmp/a%20b,guid=00ff', '/tmp/a b'],
  ['tcp:host=localhost,port=5;unix:abstract=/tmp/dbus-x,guid=1', '\0/tmp/dbus-x'],
  ['tcp:host=localhost,port=5', null],
  ['', null],
])('the address %j names the socket %j', (address, socket) => expect(socketOf(address)).toBe(socket));
