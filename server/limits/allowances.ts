/**
 * Allowances of many, by key: each a token bucket that is made when it is first used and forgotten when it is full again. What
 * other gateways gave is taken out of them too, and may leave a debt. Pure, with the time given (ms).
 */
import { type Bucket, type BucketSize, fullBucket, refill, take } from './bucket.ts';

export class Allowances<K> {
  readonly size: BucketSize;
  readonly #buckets = new Map<K, Bucket>();
  readonly #given = new Map<K, number>();

  constructor(size: BucketSize) {
    this.size = size;
  }

  /** Takes so much. Answers 0, or, when it is not there, in how many milliseconds it will be; then nothing is taken. */
  take(key: K, now: number, cost = 1): number {
    const bucket = this.#bucket(key, now);
    const wait = take(bucket, this.size, now, cost);
    if (wait === 0) this.#given.set(key, (this.#given.get(key) ?? 0) + cost);
    return wait;
  }

  /** In how many milliseconds something will be there; 0 now. Takes nothing. */
  wait(key: K, now: number): number {
    const bucket = this.#buckets.get(key);
    return bucket ? take({ ...bucket }, this.size, now) : 0;
  }

  /** Another gateway has given so much. The debt is never larger than a burst. */
  givenElsewhere(key: K, now: number, cost: number): void {
    const bucket = this.#bucket(key, now);
    refill(bucket, this.size, now);
    bucket.tokens = Math.max(-this.size.burst, bucket.tokens - cost);
  }

  /** Who was given at least `least` here since this was last asked, and how much. */
  given(least: number): [K, number][] {
    const much = [...this.#given].filter(([, cost]) => cost >= least);
    this.#given.clear();
    return much;
  }

  /** Forgets the buckets that are full, and what was given that nobody has asked for. */
  tidy(now: number): void {
    this.#given.clear();
    for (const [key, bucket] of this.#buckets) {
      refill(bucket, this.size, now);
      if (bucket.tokens >= this.size.burst) this.#buckets.delete(key);
    }
  }

  /** How many are remembered. */
  get remembered(): number {
    return this.#buckets.size;
  }

  #bucket(key: K, now: number): Bucket {
    const known = this.#buckets.get(key);
    if (known) return known;
    const bucket = fullBucket(this.size, now);
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
