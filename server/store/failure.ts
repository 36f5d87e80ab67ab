/**
 * What a database error means to those who asked.
 */
import { MullionError } from '../../shared/errors.ts';

/** SQLSTATE classes and codes after which the connection, or the server behind it, is gone. */
const lostStates = /^(08|57P0[1-5])/;
const lostSystemCodes = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN']);

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Whether the connection was lost, so that the outcome of what was asked is unknown. The driver has no codes for some of
 * these, only sentences.
 */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined && (lostStates.test(code) || lostSystemCodes.has(code))) return true;
  if (!(error instanceof Error)) return false;
  return /connection (terminated|timeout|ended)|timeout (expired|exceeded)|client has encountered a connection error|not queryable|driver has already been destroyed|after calling end/i.test(
    error.message,
  );
}

/**
 * Whether the database had no room for it just now: no connection left, no disk, no memory (SQLSTATE class 53), or a disk that
 * failed. Nothing was done; it can be asked again.
 */
export function isExhausted(error: unknown): boolean {
  return /^(53|58030)/.test(codeOf(error) ?? '');
}

/**
 * Whether it gave way to another transaction: a deadlock was undone, or a lock could not be had in time (a migration holds it).
 * Nothing was done; it can be asked again at once.
 */
export function isContended(error: unknown): boolean {
  return /^(40P01|40001|55P03)$/.test(codeOf(error) ?? '');
}

/** Whether a unique constraint refused the row. */
export function isDuplicate(error: unknown): boolean {
  return codeOf(error) === '23505';
}

/** Our own refusals as they are; what passes by itself as `unavailable`; all else as `internal`. The cause is kept. */
export function refusalOf(error: unknown): MullionError {
  if (error instanceof MullionError) return error;
  const passes = isConnectionLoss(error) || isExhausted(error) || isContended(error);
  return new MullionError(passes ? 'unavailable' : 'internal', undefined, { cause: error });
}
