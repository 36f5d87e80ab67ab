/**
 * How much one connection may ask, and what happens when it asks more: first it is told to wait, and if it goes on
 * regardless, it is closed.
 */
import type { CallName } from '../../shared/protocol.ts';
import { type Bucket, type BucketSize, take } from './bucket.ts';

export type PatienceLimits = BucketSize & {
  /** Calls refused in a row, faster than they would be allowed, before the connection is closed. */
  refusals: number;
};

export const defaultPatience: PatienceLimits = { burst: 400, perSecond: 100, refusals: 1_000 };

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
export type Asking = { readonly bucket: Bucket };

export class Patience {
  readonly limits: PatienceLimits;
  readonly #refusals = new WeakMap<Asking, number>();

  constructor(limits: PatienceLimits = defaultPatience) {
    this.limits = limits;
  }

  /** Whether this connection may make one more call, of this name, now. */
  judge(connection: Asking, call: string, now: number = Date.now()): Judgement {
    const retryAfterMs = take(connection.bucket, this.limits, now, costs.get(call) ?? 1);
    if (retryAfterMs === 0) {
      const before = this.#refusals.get(connection) ?? 0;
      // A flooding client still gets its allowance: its refusals fade slower than it earns them.
      if (before > 0) this.#refusals.set(connection, before - 1);
      return { verdict: 'go' };
    }
    const refusals = (this.#refusals.get(connection) ?? 0) + 1;
    this.#refusals.set(connection, refusals);
    return { verdict: refusals >= this.limits.refusals ? 'end' : 'wait', retryAfterMs };
  }
}
