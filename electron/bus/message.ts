/** Messages of D-Bus ("Message Protocol"): a header that says who, what and whose answer, then a body. Pure. */
import { type BusValue, decode, encode, isList, isVariant } from './wire-format.ts';

const kinds = ['invalid', 'call', 'answer', 'error', 'signal'] as const;
export type Kind = (typeof kinds)[number];

/** Header fields, each with its number and its type. */
const fields = {
  path: [1, 'o'],
  interface: [2, 's'],
  member: [3, 's'],
  error: [4, 's'],
  answers: [5, 'u'],
  destination: [6, 's'],
  sender: [7, 's'],
  signature: [8, 'g'],
} as const;

/** What a message is about: object path, interface, and the name of a call or signal. */
export type About = { path: string; interface: string; member: string };

export type Message = Partial<About> & {
  kind: Kind;
  /** Numbers this connection's messages. */
  serial: number;
  destination?: string;
  sender?: string;
  /** The serial of the call that this answers. */
  answers?: number;
  /** The name of an error. */
  error?: string;
  signature?: string;
  body: readonly BusValue[];
};

/** No message that we want is larger (bytes). */
const MOST_BYTES = 8 * 1024 * 1024;
/** Endianness, kind, flags, version, body length, serial, length of the header fields. */
const FIXED_BYTES = 16;

export function encodeMessage(message: Message): Buffer {
  const body = encode(message.signature ?? '', message.body);
  const header = Object.entries(fields).flatMap(([name, [number, signature]]): BusValue[] => {
    const value = message[name as keyof typeof fields];
    return value === undefined || value === '' ? [] : [[number, { signature, value }]];
  });
  const begin = [0x6c, kinds.indexOf(message.kind), 0, 1, body.length, message.serial, header];
  const head = encode('yyyyuua(yv)', begin);
  return Buffer.concat([head, Buffer.alloc((8 - (head.length % 8)) % 8), body]);
}

/** The first message of what has arrived, and how many bytes it took; null while it is not all there. Throws at what is no message. */
export function decodeMessage(bytes: Buffer): { message: Message; length: number } | null {
  if (bytes.length < FIXED_BYTES) return null;
  const littleEndian = bytes[0] === 0x6c;
  if (!littleEndian && bytes[0] !== 0x42) throw new Error('This is no D-Bus message.');
  const number = (at: number): number => (littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const fieldsEnd = FIXED_BYTES + number(12);
  const bodyAt = fieldsEnd + ((8 - (fieldsEnd % 8)) % 8);
  const length = bodyAt + number(4);
  if (length > MOST_BYTES) throw new Error('A D-Bus message is too large.');
  if (bytes.length < length) return null;
  const { values } = decode('a(yv)', bytes.subarray(0, fieldsEnd), littleEndian, 12);
  const found = new Map<number, BusValue>();
  for (const field of isList(values[0]) ? values[0] : []) {
    const [code, value] = isList(field) ? field : [];
    if (typeof code === 'number' && isVariant(value)) found.set(code, value.value);
  }
  const text = (name: keyof typeof fields): string | undefined => {
    const value = found.get(fields[name][0]);
    return typeof value === 'string' ? value : undefined;
  };
  const signature = text('signature') ?? '';
  const answers = found.get(fields.answers[0]);
  const message: Message = {
    kind: kinds[bytes[1] ?? 0] ?? 'invalid',
    serial: number(8),
    body: decode(signature, bytes.subarray(bodyAt, length), littleEndian).values,
    ...(typeof answers === 'number' ? { answers } : {}),
    signature,
  };
  for (const name of ['path', 'interface', 'member', 'error', 'destination', 'sender'] as const) {
    const value = text(name);
    if (value !== undefined) message[name] = value;
  }
  return { message, length };
}
