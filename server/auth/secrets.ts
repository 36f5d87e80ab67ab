/**
 * Secrets that the server gives out and keeps only as a hash: refresh tokens and tickets. They are 256 random bits, so a
 * plain SHA-256 is enough.
 */
import { createHash, randomBytes } from 'node:crypto';

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
