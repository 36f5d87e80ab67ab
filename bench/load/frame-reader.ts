/**
 * A WebSocket as its client sees it, and no more than benches need: frames of a server that neither masks, compresses nor
 * fragments (RFC 6455, section 5.2).
 */
const NOTHING = Buffer.alloc(0);

/** Cuts what a socket reads into the payloads of its frames. Each is given as a view that is good during the call only. */
export class FrameReader {
  readonly #onFrame: (payload: Buffer) => void;
  #rest = NOTHING;

  constructor(onFrame: (payload: Buffer) => void) {
    this.#onFrame = onFrame;
  }

  take(read: Buffer): void {
    const data = this.#rest.length === 0 ? read : Buffer.concat([this.#rest, read]);
    let at = 0;
    for (let frame = frameAt(data, at); frame; frame = frameAt(data, at)) {
      this.#onFrame(data.subarray(frame.from, frame.to));
      at = frame.to;
    }
    // A copy: the memory that was read into is used for the next read, of any socket.
    this.#rest = at === data.length ? NOTHING : Buffer.from(data.subarray(at));
  }
}

/** Where the payload of the frame at `at` lies; undefined until all of it is there. */
function frameAt(data: Buffer, at: number): { from: number; to: number } | undefined {
  if (data.length < at + 2) return undefined;
  const short = data[at + 1] ?? 0;
  const header = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (data.length < at + header) return undefined;
  const bytes = short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
  const from = at + header;
  return data.length < from + bytes ? undefined : { from, to: from + bytes };
}

/** A text frame as a client sends it: masked, with a key of zeros, which changes nothing. */
export function maskedText(text: string): Buffer {
  const payload = Buffer.from(text);
  const size = payload.length;
  const length = size < 126 ? [0x80 | size] : [0x80 | 126, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), payload]);
}
