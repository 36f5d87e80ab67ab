/**
 * Wrong passwords: first slowed, then locked for a time, counted for each handle and for each address. A handle that does not
 * exist is counted like one that does, so that the counting tells nothing.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { MullionError } from '../../shared/errors.ts';
import { type Limiters, limitersHere } from '../cluster/limiters.ts';

export type AttemptLimits = {
  /** Wrong passwords for one handle before it is locked, and before answers are slowed. */
  perHandle: number;
  slowFrom: number;
  /** Wrong passwords from one address before it is locked. */
  perAddress: number;
  /** How long wrong passwords are remembered, and how long a lock lasts (ms). */
  lockMs: number;
  /** The first slowed answer waits this long (ms); each later one twice as long, up to 16 times. */
  slowMs: number;
};

export const defaultAttemptLimits: AttemptLimits = {
  perHandle: 10,
  slowFrom: 3,
  perAddress: 100,
  lockMs: 15 * 60_000,
  slowMs: 250,
};

/** How long an attempt waits before it is judged, from how many went wrong before it. Pure. */
export function slowness(wrongBefore: number, limits: AttemptLimits): number {
  if (wrongBefore < limits.slowFrom) return 0;
  return limits.slowMs * 2 ** Math.min(4, wrongBefore - limits.slowFrom);
}

export interface Attempts {
  /**
   * Runs one attempt. `judge` answers undefined for a wrong password. Refuses `wrong-credentials`, or `locked` with
   * `retryAfterMs`: then `judge` is not even asked, so the right password does not unlock.
   */
  attempt<T>(handle: string, address: string, judge: () => Promise<T | undefined>): Promise<T>;
}

/** `limiters`: where wrong passwords are counted; by default in this process. */
export function createAttempts(limits: AttemptLimits = defaultAttemptLimits, limiters: Limiters = limitersHere): Attempts {
  const duration = limits.lockMs / 1000;
  const handles = limiters('handle', { points: limits.perHandle, duration, blockDuration: duration });
  const addresses = limiters('address', { points: limits.perAddress, duration, blockDuration: duration });

  /** Counts an attempt before it is judged, so that many at once do not slip by. Answers how many were counted before it. */
  async function count(limiter: RateLimiterAbstract, key: string): Promise<number> {
    try {
      return (await limiter.consume(key)).consumedPoints - 1;
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new MullionError('locked', undefined, { retryAfterMs: Math.max(1, Math.ceil(refused.msBeforeNext)) });
    }
  }

  return {
    async attempt(handle, address, judge) {
      const key = handle.toLowerCase();
      await count(addresses, address);
      const wrongBefore = await count(handles, key);
      const slow = slowness(wrongBefore, limits);
      if (slow > 0) await wait(slow);
      const right = await judge();
      if (right === undefined) throw new MullionError('wrong-credentials');
      await handles.delete(key);
      await addresses.reward(address, 1);
      return right;
    },
  };
}
