/**
 * What one round of the fan-out says to one socket: the frames it is to hear, end to end, so that they leave in one system
 * call. Laid together once for all sockets that hear the same.
 *
 *   nothing ──frame A──► A ──frame B──► A B      a socket that hears both
 *      └──────frame B──► B                       one that hears B alone
 */
export class Bundle {
  readonly #frames: readonly Buffer[];
  readonly #longer = new Map<Buffer, Bundle>();
  #bytes: Buffer | undefined;

  constructor(frames: readonly Buffer[] = []) {
    this.#frames = frames;
  }

  /** This and one frame more: the same bundle for everyone who asks. */
  with(frame: Buffer): Bundle {
    const known = this.#longer.get(frame);
    if (known) return known;
    const longer = new Bundle([...this.#frames, frame]);
    this.#longer.set(frame, longer);
    return longer;
  }

  /** As it goes over the wire. */
  get bytes(): Buffer {
    this.#bytes ??= this.#frames.length === 1 && this.#frames[0] ? this.#frames[0] : Buffer.concat(this.#frames);
    return this.#bytes;
  }
}
