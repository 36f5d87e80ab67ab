/**
 * Passwords: argon2id with the parameters that OWASP's Password Storage Cheat Sheet gives first (19 MiB, 2 passes, 1 lane).
 */
import { randomBytes, randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { MullionError } from '../../shared/errors.ts';

/** `algorithm: 2` is argon2id; the library names it in a `const enum`, which isolated modules cannot read. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 1024;

/** The hash to store. Refuses (`bad-request`) a password that is too short or too long. */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < MIN_PASSWORD || password.length > MAX_PASSWORD) {
    throw new MullionError('bad-request', `A password has ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`);
  }
  return hash(password, parameters);
}

/** The hash of a sample person's password, which everyone knows and no rule is asked about. */
export async function hashSamplePassword(password: string): Promise<string> {
  return hash(password, parameters);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password is right. Without a stored hash (nobody has that name, or no password) the answer is no, after the
 * same work, so that its timing does not tell who exists.
 */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hash(randomBytes(24).toString('base64url'), parameters);
  const right = await verify(stored ?? (await decoy), password);
  return stored !== undefined && right;
}

/** Without characters that are easily taken for each other. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A password to hand to a person once: 80 bits, in groups that can be read out. */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
