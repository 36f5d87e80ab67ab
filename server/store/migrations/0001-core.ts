import { type Kysely, sql } from 'kysely';

/**
 * Firms, people, channels, and the log.
 *
 * `event` and `event_body` carry no foreign keys: the event log is their only writer, holds the channel's row locked while it
 * writes, and takes tens of thousands of rows a second.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  `create table firm (
    id uuid primary key,
    tenant text not null,
    name text not null,
    name_key text not null,
    short text not null,
    unique (tenant, name_key)
  )`,
  `create table person (
    id uuid primary key,
    tenant text not null,
    firm uuid not null references firm,
    handle text not null,
    handle_key text not null,
    name text not null,
    kind text not null check (kind in ('person', 'bot', 'feed')),
    title text,
    password_hash text,
    disabled_at bigint,
    created_at bigint not null,
    unique (tenant, handle_key)
  )`,
  `create index person_by_firm on person (firm)`,
  `create table channel (
    id uuid primary key,
    tenant text not null,
    kind text not null check (kind in ('direct', 'group', 'persistent')),
    name text not null,
    topic text not null,
    recorded boolean not null,
    feed boolean not null,
    head_seq bigint not null default 0,
    head_nth bigint not null default 0,
    head_hash bytea not null,
    direct_key text,
    created_at bigint not null,
    unique (tenant, direct_key),
    check ((kind = 'direct') = (direct_key is not null))
  )`,
  `create index channel_by_name on channel (tenant, name)`,
  `create table membership (
    channel uuid not null references channel,
    person uuid not null references person,
    role text not null check (role in ('owner', 'member')),
    joined_at bigint not null,
    primary key (channel, person)
  )`,
  `create index membership_by_person on membership (person)`,
  `create table event (
    channel uuid not null,
    seq bigint not null,
    nth bigint not null,
    id uuid not null,
    kind text not null,
    actor uuid not null,
    at bigint not null,
    digest bytea not null,
    hash bytea not null,
    primary key (channel, seq),
    unique (channel, actor, id)
  )`,
  `create table event_body (
    channel uuid not null,
    seq bigint not null,
    salt bytea,
    body text,
    erased_at bigint,
    primary key (channel, seq)
  )`,
  `create table mention (
    person uuid not null,
    channel uuid not null,
    seq bigint not null,
    primary key (person, channel, seq)
  )`,
  `create table read_cursor (
    person uuid not null references person,
    channel uuid not null references channel,
    seq bigint not null,
    primary key (person, channel)
  )`,
];
