/** Counters of what somebody may do only so often: in this process alone, or one for all gateways of a cluster. */
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { Redis } from './redis.ts';

/** `points` in `duration` (s); then nothing more for `blockDuration` (s). */
export type LimiterSize = { points: number; duration: number; blockDuration: number };
/** Makes the counter of a name. */
export type Limiters = (name: string, size: LimiterSize) => RateLimiterAbstract;

export const limitersHere: Limiters = (keyPrefix, size) => new RateLimiterMemory({ keyPrefix, ...size });

/** Counted in Redis; while that is away, by each gateway for itself. */
export function limitersIn(storeClient: Redis, prefix: string): Limiters {
  return (name, size) =>
    new RateLimiterRedis({
      storeClient,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      keyPrefix: `${prefix}:${name}`,
      insuranceLimiter: limitersHere(name, size),
      ...size,
    });
}
