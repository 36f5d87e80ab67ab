/**
 * Sessions: begun by a password or a ticket, kept alive by refresh tokens (rotation.ts), ended by signing out, by theft, or
 * with the person's account. Every process learns of an end through the database's changes.
 */
import { randomUUID } from 'node:crypto';
import { MullionError } from '../../shared/errors.ts';
import type { PersonId } from '../../shared/model.ts';
import { announce } from '../store/changes.ts';
import type { Queries } from '../store/database.ts';
import { gathered } from '../store/gathered.ts';
import type { SessionTable } from '../store/schema.ts';
import {
  addRefreshToken,
  addSessions,
  addTicket,
  confirmToken,
  endSession,
  findSessions,
  forgetOldSessions,
  lockSessionOfToken,
  spendTicket,
} from '../store/sessions.ts';
import { ACCESS_MS, type AccessTokens } from './access-tokens.ts';
import { judgeRotation } from './rotation.ts';
import { hashOfSecret, newSecret } from './secrets.ts';

/** A session lives on for this long after its last refresh (ms). */
export const SESSION_MS = 30 * 24 * 3_600_000;
/** A ticket is good for this long (ms). */
export const TICKET_MS = 10 * 60_000;

const DAY_MS = 24 * 3_600_000;
/** Most that are looked up in one query. */
const MOST_SESSIONS = 1_000;

/** What a client gets. Times are milliseconds. */
export type Tokens = { person: PersonId; session: string; access: string; accessExpiresAt: number; refresh: string };

export interface Sessions {
  /** A new session for a person who has proved who they are. */
  begin(person: PersonId): Promise<Tokens>;
  /**
   * Exchanges a refresh token. Refuses `token-invalid` (unknown, ended; or a copy: then the session is ended) or
   * `token-expired`.
   */
  refresh(refresh: string): Promise<Tokens>;
  /** Ends the session that a refresh token belongs to; nothing happens if there is none. */
  end(refresh: string): Promise<void>;
  /** Refuses (`token-invalid`, `token-expired`) unless the session is living. */
  check(session: string): Promise<void>;
  /** Those of them that were ended, or are not known (any more). */
  ended(sessions: readonly string[]): Promise<string[]>;
  /** Makes a one-time ticket. */
  ticketFor(person: PersonId): Promise<{ ticket: string; expiresAt: number }>;
  /** Whom a ticket signs in; it is used up. Refuses with `ticket-used`. */
  redeem(ticket: string): Promise<PersonId>;
  /** Forgets what ended or ran out more than a day ago. */
  tidy(): Promise<void>;
  /** Access tokens for many people at once, each with a session of its own: for the server's own tools. */
  mint(people: readonly PersonId[], forMs: number): Promise<string[]>;
}

export function createSessions(queries: Queries, tokens: AccessTokens, now: () => number = Date.now): Sessions {
  /** Everyone at the door is looked up together. */
  const lookUp = gathered<string, SessionTable>({
    keyOf: (id) => id,
    read: (ids) => findSessions(queries, ids),
    most: MOST_SESSIONS,
  });

  async function grant(person: PersonId, session: string, refresh: string): Promise<Tokens> {
    const accessExpiresAt = now() + ACCESS_MS;
    const access = await tokens.sign({ person, session }, accessExpiresAt);
    return { person, session, access, accessExpiresAt, refresh };
  }

  return {
    async begin(person) {
      const session = randomUUID();
      const refresh = newSecret();
      const at = now();
      await queries.transaction().execute(async (transaction) => {
        await addSessions(transaction, [{ id: session, person, createdAt: at, expiresAt: at + SESSION_MS }]);
        await addRefreshToken(transaction, { hash: hashOfSecret(refresh), session, parent: null, createdAt: at });
      });
      return await grant(person, session, refresh);
    },

    async refresh(shown) {
      const hash = hashOfSecret(shown);
      const next = newSecret();
      const outcome = await queries.transaction().execute(async (transaction) => {
        const known = await lockSessionOfToken(transaction, hash);
        if (!known || known.session.ended_at !== null) return 'token-invalid';
        if (known.session.expires_at <= now()) return 'token-expired';
        const { session } = known;
        if (judgeRotation({ hash, parent: known.parent }, session.confirmed) === 'theft') {
          await endSession(transaction, session.id, 'theft', now());
          await announce(transaction, { type: 'session', session: session.id });
          return 'token-invalid';
        }
        await confirmToken(transaction, session.id, hash, now() + SESSION_MS);
        await addRefreshToken(transaction, { hash: hashOfSecret(next), session: session.id, parent: hash, createdAt: now() });
        return session;
      });
      if (typeof outcome === 'string') throw new MullionError(outcome);
      return await grant(outcome.person, outcome.id, next);
    },

    async end(refresh) {
      await queries.transaction().execute(async (transaction) => {
        const known = await lockSessionOfToken(transaction, hashOfSecret(refresh));
        if (!known || !(await endSession(transaction, known.session.id, 'signed-out', now()))) return;
        await announce(transaction, { type: 'session', session: known.session.id });
      });
    },

    async check(id) {
      const session = (await lookUp([id])).get(id);
      if (!session || session.ended_at !== null) throw new MullionError('token-invalid');
      if (session.expires_at <= now()) throw new MullionError('token-expired');
    },

    async ended(ids) {
      const known = await lookUp(ids);
      return ids.filter((id) => known.get(id)?.ended_at !== null);
    },

    async ticketFor(person) {
      const ticket = newSecret();
      const expiresAt = now() + TICKET_MS;
      await addTicket(queries, { hash: hashOfSecret(ticket), person, expiresAt });
      return { ticket, expiresAt };
    },

    async redeem(ticket) {
      const person = await spendTicket(queries, hashOfSecret(ticket), now());
      if (person === undefined) throw new MullionError('ticket-used');
      return person;
    },

    tidy: () => forgetOldSessions(queries, now() - DAY_MS),

    async mint(people, forMs) {
      const at = now();
      const sessions = people.map((person) => ({ id: randomUUID(), person, createdAt: at, expiresAt: at + forMs }));
      for (let start = 0; start < sessions.length; start += 1000) await addSessions(queries, sessions.slice(start, start + 1000));
      return await Promise.all(
        sessions.map((session) => tokens.sign({ person: session.person, session: session.id }, at + forMs)),
      );
    },
  };
}
