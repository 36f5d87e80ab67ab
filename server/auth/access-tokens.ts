/**
 * Access tokens: short-lived, signed (HS256) with a key that the database holds, so that every gateway and tool of one
 * installation agrees.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { MullionError } from '../../shared/errors.ts';
import { PersonId } from '../../shared/model.ts';
import { z } from '../../shared/schema.ts';
import type { Queries } from '../store/database.ts';
import { signingKey } from '../store/sessions.ts';

/** How long an access token is good for (ms). */
export const ACCESS_MS = 5 * 60_000;

const AUDIENCE = 'mullion';
const Claims = z.object({ sub: PersonId, sid: z.string() });

/** Whom an access token speaks for. */
export type Bearer = { person: PersonId; session: string };

export interface AccessTokens {
  sign(bearer: Bearer, expiresAt: number): Promise<string>;
  /** Refuses with `token-expired` or `token-invalid`. */
  verify(token: string): Promise<Bearer>;
}

/** The installation's tokens; makes its key if there is none yet. */
export async function openAccessTokens(queries: Queries, now: () => number = Date.now): Promise<AccessTokens> {
  const key = await signingKey(queries, { id: randomUUID(), secret: randomBytes(32) }, now());
  return createAccessTokens(key, now);
}

/** Tokens signed with the given key. */
export function createAccessTokens(key: { id: string; secret: Uint8Array }, now: () => number): AccessTokens {
  const secret = new Uint8Array(key.secret);
  return {
    sign: (bearer, expiresAt) =>
      new SignJWT({ sid: bearer.session })
        .setProtectedHeader({ alg: 'HS256', kid: key.id })
        .setSubject(bearer.person)
        .setAudience(AUDIENCE)
        .setIssuedAt(Math.floor(now() / 1000))
        .setExpirationTime(Math.ceil(expiresAt / 1000))
        .sign(secret),

    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, secret, {
          algorithms: ['HS256'],
          audience: AUDIENCE,
          requiredClaims: ['exp', 'sub', 'sid'],
          currentDate: new Date(now()),
        });
        const claims = Claims.parse(payload);
        return { person: claims.sub, session: claims.sid };
      } catch (error) {
        throw new MullionError(error instanceof errors.JWTExpired ? 'token-expired' : 'token-invalid', undefined, {
          cause: error,
        });
      }
    },
  };
}
