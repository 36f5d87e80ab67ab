import type { PushName, PushOf } from '../../shared/protocol.ts';

/** A message of Engine.IO 4 that holds an event of Socket.IO 5, in the main namespace. See their protocol documents. */
const EVENT = '42';

/** A push as it lies on the wire, for any number of sockets. */
export function eventFrame<N extends PushName>(name: N, push: PushOf<N>): Buffer {
  return textFrame(EVENT + JSON.stringify([name, push]));
}

const WHOLE_TEXT = 0x81;

/** One whole text frame as a server sends it: not masked. RFC 6455, section 5.2. */
function textFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const header = bytes < 126 ? 2 : bytes < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + bytes);
  frame.writeUInt8(WHOLE_TEXT, 0);
  frame.writeUInt8(header === 2 ? bytes : header === 4 ? 126 : 127, 1);
  if (header === 4) frame.writeUInt16BE(bytes, 2);
  if (header === 10) frame.writeBigUInt64BE(BigInt(bytes), 2);
  frame.write(text, header);
  return frame;
}

/** The question of Engine.IO 4 whether the other side is there, which its client answers by itself. */
export const pingFrame: Buffer = textFrame('2');
