/**
 * Read cursors that move because their owner spoke. They gather for a moment and are written together, so that sending a
 * message costs one commit and not two.
 */
import type { Logger } from 'pino';
import type { ChannelId, PersonId, Seq } from '../../shared/model.ts';

export type Move = { person: PersonId; channel: ChannelId; seq: Seq };

const GATHER_MS = 25;

export class CursorMoves {
  readonly #write: (moves: Move[]) => Promise<void>;
  readonly #log: Logger;
  #waiting = new Map<string, Move>();
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (moves: Move[]) => Promise<void>, log: Logger) {
    this.#write = write;
    this.#log = log;
  }

  /** Moves the person's cursor forward to `seq`, soon. */
  move(person: PersonId, channel: ChannelId, seq: Seq): void {
    const key = `${person} ${channel}`;
    const known = this.#waiting.get(key);
    if (!known || known.seq < seq) this.#waiting.set(key, { person, channel, seq });
    this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  /** Resolves once every move made until now is written. A failed write is logged: its cursors move with the next message. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const moves = [...this.#waiting.values()];
    if (moves.length === 0) return this.#writing;
    this.#waiting = new Map();
    this.#writing = this.#writing
      .then(() => this.#write(moves))
      .catch((error: unknown) => this.#log.warn({ err: error, cursors: moves.length }, 'Read cursors could not be moved.'));
    return this.#writing;
  }
}
