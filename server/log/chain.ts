/**
 * The chain that makes tampering evident and survives erasure.
 *
 *     digest(n) = SHA-256( salt(n) || canonical body(n) )
 *     hash(n)   = SHA-256( hash(n-1) || canonical header(n) )        hash(0) = 32 zero bytes
 *
 * The header holds the digest, not the body: a body can be erased together with its salt, and the chain still verifies and
 * names the place. Canonical is RFC 8785 (JSON Canonicalization Scheme), as UTF-8.
 */
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AppendableKind } from '../../shared/events.ts';
import type { ChannelId, EventId, PersonId, Seq, TenantId } from '../../shared/model.ts';

/** Length of a body's salt, in bytes. */
export const SALT_BYTES = 16;

/** hash(0): what the first event of every channel follows. A fresh copy, for buffers can be written to. */
export function genesis(): Buffer {
  return Buffer.alloc(32);
}

/** What an event's hash binds. */
export interface Header {
  tenant: TenantId;
  channel: ChannelId;
  seq: Seq;
  nth: number;
  id: EventId;
  kind: AppendableKind;
  actor: PersonId;
  at: number;
  /** The body's digest. */
  digest: Buffer;
}

/** The one text of a JSON value. Throws a TypeError for what has no JSON, which no checked body does. */
export function canonicalText(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('This value has no JSON text.');
  return text;
}

export function digestOf(salt: Buffer, canonicalBody: string): Buffer {
  return hash('sha256', Buffer.concat([salt, Buffer.from(canonicalBody, 'utf8')]), 'buffer');
}

/** The hash of the event with this header, after the event with hash `previous`. */
export function hashOf(previous: Buffer, header: Header): Buffer {
  const text = canonicalText({ ...header, digest: header.digest.toString('hex') });
  return hash('sha256', Buffer.concat([previous, Buffer.from(text, 'utf8')]), 'buffer');
}
