/**
 * How much one connection may ask, and its person over all of theirs; and what happens when it asks more: first it is told to
 * wait, and if it goes on regardless, it is closed.
 */
import type { PersonId } from '../../shared/model.ts';
import type { CallName } from '../../shared/protocol.ts';
import type { Allowances } from './allowances.ts';
import { type Bucket, take } from './bucket.ts';
import type { Limits } from './limits.ts';

/** Calls that are more work than a message. */
const costs: ReadonlyMap<string, number> = new Map<CallName, number>([
  ['sync', 10],
  ['create', 10],
  ['directory', 5],
  ['history', 3],
  ['members', 3],
  ['watch', 3],
]);

export type Judgement = { verdict: 'go' } | { verdict: 'wait' | 'end'; retryAfterMs: number };

/** A connection, as far as patience is concerned. */
export type Asking = { readonly bucket: Bucket; readonly person: PersonId };

export class Patience {
  readonly #limits: Limits['connection'];
  readonly #people: Allowances<PersonId>;
  readonly #refusals = new WeakMap<Asking, number>();

  constructor(limits: Limits['connection'], people: Allowances<PersonId>) {
    this.#limits = limits;
    this.#people = people;
  }

  /** Whether this connection may make one more call, of this name, now. */
  judge(connection: Asking, call: string, now: number = Date.now()): Judgement {
    const cost = costs.get(call) ?? 1;
    // A call that the person may not make is taken from the connection's allowance all the same: it was asked.
    const retryAfterMs = take(connection.bucket, this.#limits, now, cost) || this.#people.take(connection.person, now, cost);
    if (retryAfterMs === 0) {
      const before = this.#refusals.get(connection) ?? 0;
      // A flooding client still gets its allowance: its refusals fade slower than it earns them.
      if (before > 0) this.#refusals.set(connection, before - 1);
      return { verdict: 'go' };
    }
    const refusals = (this.#refusals.get(connection) ?? 0) + 1;
    this.#refusals.set(connection, refusals);
    return { verdict: refusals >= this.#limits.refusals ? 'end' : 'wait', retryAfterMs };
  }
}
