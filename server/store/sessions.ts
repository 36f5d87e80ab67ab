/**
 * Sessions, their refresh tokens, and one-time tickets. Tokens and tickets are known by their SHA-256 alone.
 */
import { sql } from 'kysely';
import type { PersonId } from '../../shared/model.ts';
import type { Queries, Transaction } from './database.ts';
import type { SessionTable } from './schema.ts';

export type NewSession = { id: string; person: PersonId; createdAt: number; expiresAt: number };

export async function addSessions(queries: Queries, sessions: readonly NewSession[]): Promise<void> {
  if (sessions.length === 0) return;
  await queries
    .insertInto('session')
    .values(
      sessions.map((session) => ({
        id: session.id,
        person: session.person,
        created_at: session.createdAt,
        expires_at: session.expiresAt,
        confirmed: null,
        ended_at: null,
        ended_why: null,
      })),
    )
    .execute();
}

/** Those of the sessions that are known, by id. */
export async function findSessions(queries: Queries, ids: readonly string[]): Promise<Map<string, SessionTable>> {
  const rows = await queries.selectFrom('session').selectAll().where('id', '=', sql<string>`any(${ids}::uuid[])`).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function addRefreshToken(
  queries: Queries,
  token: { hash: string; session: string; parent: string | null; createdAt: number },
): Promise<void> {
  await queries
    .insertInto('refresh_token')
    .values({ hash: token.hash, session: token.session, parent: token.parent, created_at: token.createdAt })
    .execute();
}

/** The token's session, locked until the transaction ends, and the token's parent. */
export async function lockSessionOfToken(
  transaction: Transaction,
  hash: string,
): Promise<{ session: SessionTable; parent: string | null } | undefined> {
  const token = await transaction.selectFrom('refresh_token').selectAll().where('hash', '=', hash).executeTakeFirst();
  if (!token) return undefined;
  const session = await transaction
    .selectFrom('session')
    .selectAll()
    .where('id', '=', token.session)
    .forUpdate()
    .executeTakeFirst();
  return session && { session, parent: token.parent };
}

/** `hash` has been used: it is the newest now; the session lives on until `expiresAt`. */
export async function confirmToken(transaction: Transaction, session: string, hash: string, expiresAt: number): Promise<void> {
  await transaction.updateTable('session').set({ confirmed: hash, expires_at: expiresAt }).where('id', '=', session).execute();
}

/** Ends a session. Answers whether it was living until now. */
export async function endSession(
  queries: Queries,
  id: string,
  why: NonNullable<SessionTable['ended_why']>,
  now: number,
): Promise<boolean> {
  const ended = await queries
    .updateTable('session')
    .set({ ended_at: now, ended_why: why })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/** Ends every living session of a person, and their unused tickets. Answers which sessions were ended. */
export async function endSessionsOf(
  queries: Queries,
  person: PersonId,
  why: NonNullable<SessionTable['ended_why']>,
  now: number,
): Promise<string[]> {
  await queries.deleteFrom('ticket').where('person', '=', person).where('used_at', 'is', null).execute();
  const ended = await queries
    .updateTable('session')
    .set({ ended_at: now, ended_why: why })
    .where('person', '=', person)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute();
  return ended.map(({ id }) => id);
}

/** Forgets sessions that ended or ran out before `before`, with their tokens, and tickets likewise. */
export async function forgetOldSessions(queries: Queries, before: number): Promise<void> {
  await queries
    .deleteFrom('session')
    .where((row) => row.or([row('ended_at', '<', before), row('expires_at', '<', before)]))
    .execute();
  await queries.deleteFrom('ticket').where('expires_at', '<', before).execute();
}

export async function addTicket(queries: Queries, ticket: { hash: string; person: PersonId; expiresAt: number }): Promise<void> {
  await queries
    .insertInto('ticket')
    .values({ hash: ticket.hash, person: ticket.person, expires_at: ticket.expiresAt, used_at: null })
    .execute();
}

/** Uses a ticket up. Answers whose it was, or undefined when there is none, it was used before, or it has run out. */
export async function spendTicket(queries: Queries, hash: string, now: number): Promise<PersonId | undefined> {
  const used = await queries
    .updateTable('ticket')
    .set({ used_at: now })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('person')
    .executeTakeFirst();
  return used?.person;
}

/** The newest signing key; if there is none yet, `fresh` becomes it (whoever comes first, for everyone). */
export async function signingKey(
  queries: Queries,
  fresh: { id: string; secret: Buffer },
  now: number,
): Promise<{ id: string; secret: Buffer }> {
  return await queries.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('mullion signing key'))`.execute(transaction);
    const known = await transaction.selectFrom('signing_key').selectAll().orderBy('created_at', 'desc').executeTakeFirst();
    if (known) return { id: known.id, secret: known.secret };
    await transaction.insertInto('signing_key').values({ id: fresh.id, secret: fresh.secret, created_at: now }).execute();
    return fresh;
  });
}
