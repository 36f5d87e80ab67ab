import { type Kysely, sql } from 'kysely';

/** Sessions with their refresh tokens, one-time tickets, the key that signs access tokens, and chosen presence. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `create table session (
    id uuid primary key,
    person uuid not null references person,
    created_at bigint not null,
    expires_at bigint not null,
    confirmed text,
    ended_at bigint,
    ended_why text
  )`,
  `create index session_by_person on session (person) where ended_at is null`,
  `create table refresh_token (
    hash text primary key,
    session uuid not null references session on delete cascade,
    parent text,
    created_at bigint not null
  )`,
  `create index refresh_token_by_session on refresh_token (session)`,
  `create table ticket (
    hash text primary key,
    person uuid not null references person,
    expires_at bigint not null,
    used_at bigint
  )`,
  `create table signing_key (
    id text primary key,
    secret bytea not null,
    created_at bigint not null
  )`,
  `create table presence (
    person uuid primary key references person,
    status text,
    note text,
    since bigint not null
  )`,
];
