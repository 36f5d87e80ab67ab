/**
 * A token bucket: so many calls at once, so many a second after that. Pure, with the time given.
 */
export type Bucket = { tokens: number; at: number };
export type BucketSize = { burst: number; perSecond: number };

export function fullBucket(size: BucketSize, now: number): Bucket {
  return { tokens: size.burst, at: now };
}

/** Puts into the bucket what was earned since, changing it. */
export function refill(bucket: Bucket, size: BucketSize, now: number): void {
  const elapsed = Math.max(0, now - bucket.at);
  bucket.tokens = Math.min(size.burst, bucket.tokens + (elapsed * size.perSecond) / 1000);
  bucket.at = now;
}

/**
 * Takes `cost` tokens (no more than the burst) out of the bucket, changing it. Answers 0 when they were there, otherwise in how
 * many milliseconds (at least 1) they will be; then nothing is taken.
 */
export function take(bucket: Bucket, size: BucketSize, now: number, cost = 1): number {
  refill(bucket, size, now);
  const wanted = Math.min(cost, size.burst);
  if (bucket.tokens >= wanted) {
    bucket.tokens -= wanted;
    return 0;
  }
  return Math.max(1, Math.ceil(((wanted - bucket.tokens) * 1000) / size.perSecond));
}
