import { type Kysely, sql } from 'kysely';

/** The database's own id: gateways that share a Redis with others hear only those of the same database. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create table installation (id uuid primary key, created_at bigint not null)`.execute(database);
  await sql`insert into installation (id, created_at)
    values (gen_random_uuid(), (extract(epoch from now()) * 1000)::bigint)`.execute(database);
}
