/**
 * A token bucket: so many calls at once, so many a second after that. Pure, with the time given.
 */
export type Bucket = { tokens: number; at: number };
export type BucketSize = { burst: number; perSecond: number };

export function fullBucket(size: BucketSize, now: number): Bucket {
  return { tokens: size.burst, at: now };
}

/**
 * Takes one token out of the bucket, changing it. Answers 0 when it was there, otherwise in how many milliseconds (at least
 * 1) the next one will be; then nothing is taken.
 */
export function take(bucket: Bucket, size: BucketSize, now: number): number {
  const elapsed = Math.max(0, now - bucket.at);
  bucket.tokens = Math.min(size.burst, bucket.tokens + (elapsed * size.perSecond) / 1000);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  return Math.max(1, Math.ceil(((1 - bucket.tokens) * 1000) / size.perSecond));
}
