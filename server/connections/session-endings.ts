/**
 * A session's end closes the connections that it opened, whichever process ended it; and whoever was at the door with it just
 * then does not come in.
 */
import type { Logger } from 'pino';
import { problem } from '../../shared/errors.ts';
import type { Sessions } from '../auth/sessions.ts';
import { insist } from '../store/insist.ts';
import { endAll, type Registry } from './registry.ts';

/** Longer than a handshake can be under way (ms). */
const LATELY_MS = 60_000;

export class SessionEndings {
  readonly #registry: Registry;
  readonly #sessions: Pick<Sessions, 'ended'>;
  readonly #log: Logger;
  /** When they ended, in that order. */
  readonly #lately = new Map<string, number>();
  #gaps = 0;
  readonly #stopped = new AbortController();

  constructor(registry: Registry, sessions: Pick<Sessions, 'ended'>, log: Logger) {
    this.#registry = registry;
    this.#sessions = sessions;
    this.#log = log;
  }

  /** Word of an end. */
  take(session: string, now = Date.now()): void {
    for (const [earlier, at] of this.#lately) {
      if (now - at < LATELY_MS) break;
      this.#lately.delete(earlier);
    }
    this.#lately.set(session, now);
    endAll(this.#registry.ofSession(session), problem('token-invalid'));
  }

  /** Word of some may have been missed: asks for all that are connected. */
  takeGap(): void {
    this.#gaps += 1;
    const ask = async () => {
      for (const session of await this.#sessions.ended(this.#registry.sessions())) this.take(session);
    };
    const failure = 'Sessions that may have ended unheard could not be looked up';
    void insist(ask, { failure, signal: this.#stopped.signal, log: this.#log });
  }

  /** How often word may have been missed so far. */
  gaps(): number {
    return this.#gaps;
  }

  /** Whether word of its end has come lately: a look at the database that is still under way may have found it living. */
  endedLately(session: string): boolean {
    return this.#lately.has(session);
  }

  /** Asks nothing more by itself. */
  stop(): void {
    this.#stopped.abort();
  }
}
