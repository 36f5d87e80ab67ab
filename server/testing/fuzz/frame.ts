/**
 * Socket.IO packets as text, made by hand: what the client library would refuse to send can be sent, too.
 */

/** An event: its text, and the binary frames that follow it. */
export type Frame = { text: string; attachments: Uint8Array[] };

/** An event packet with these arguments; with an `id` it asks for an answer. Infinite numbers travel as `1e999`. */
export function eventPacket(name: string, args: readonly unknown[], id?: number): Frame {
  const attachments: Uint8Array[] = [];
  const json = JSON.stringify([name, ...args], (_key, value: unknown) => {
    if (value instanceof Uint8Array) return { _placeholder: true, num: attachments.push(value) - 1 };
    if (value === Number.POSITIVE_INFINITY) return INFINITE;
    if (value === Number.NEGATIVE_INFINITY) return MINUS_INFINITE;
    return value;
  })
    .replaceAll(`"${INFINITE}"`, '1e999')
    .replaceAll(`"${MINUS_INFINITE}"`, '-1e999');
  const kind = attachments.length > 0 ? `45${attachments.length}-` : '42';
  return { text: `${kind}${id ?? ''}${json}`, attachments };
}

const INFINITE = '∞';
const MINUS_INFINITE = '-∞';

/** Frames that are no packet, or no packet that a client may send. `{people}` stands for a harmless call. */
export const brokenFrames: readonly (string | Uint8Array)[] = [
  '',
  '4',
  '42',
  '42[',
  '42{}',
  '42[]',
  '42[null]',
  '42[1]',
  '42[["sync"],{}]',
  '42["send"',
  '42["send",{"channel":NaN}]',
  '42["connect"]',
  '42["disconnect"]',
  '42["error"]',
  '42["newListener",{}]',
  '420["__proto__",{}]',
  '42-1["people",{"ids":[]}]',
  '4299999999999999999999["people",{"ids":[]}]',
  '43',
  '430[]',
  '4399[{"ok":true}]',
  '430["a","b","c"]',
  '44{"message":"no"}',
  '45',
  '450-["people",{"ids":[]}]',
  '451-["send",{"_placeholder":true,"num":0}]',
  '451-["send",{"_placeholder":true,"num":7}]',
  '452-["send",{"_placeholder":true,"num":1},{"_placeholder":true,"num":-1}]',
  '4599999999-["send",{"_placeholder":true,"num":0}]',
  '45-["send"]',
  '461-0[{"_placeholder":true,"num":0}]',
  '46',
  '47',
  '49',
  '40',
  '40{}',
  '40{"token":"other"}',
  '40/admin,{}',
  '42/admin,["sync",{}]',
  '42/,["sync",{}]',
  '41',
  '41/admin,',
  '0',
  '0{"sid":"x"}',
  '1',
  '2',
  '2probe',
  '3',
  '3probe',
  '5',
  '6',
  '7x',
  'b',
  'bAAAA',
  '\u0000',
  'hello',
  `42["sync",${'['.repeat(60_000)}${']'.repeat(60_000)}]`,
  `42["sync",${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}]`,
  `42${'['.repeat(100_000)}`,
  `451-["sync",${'['.repeat(50_000)}{"_placeholder":true,"num":0}${']'.repeat(50_000)}]`,
  new Uint8Array(0),
  new Uint8Array([4, 50, 91]),
  new Uint8Array(1_000),
];
