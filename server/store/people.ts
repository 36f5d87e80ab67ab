/**
 * Firms and the people who belong to them.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { MullionError } from '../../shared/errors.ts';
import { type Firm, FirmId, Handle, type Person, PersonId, type PersonKind, TenantId } from '../../shared/model.ts';
import { announce } from './changes.ts';
import type { Queries } from './database.ts';
import { isDuplicate } from './failure.ts';
import type { PersonTable } from './schema.ts';

/** The tenant of an installation that serves a single one. */
export const homeTenant = TenantId.parse('main');

/** How names are compared: without regard to case, and with the same characters written the same way. */
export function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

export interface NewPerson {
  tenant: TenantId;
  firm: FirmId;
  handle: string;
  name: string;
  kind: PersonKind;
  title?: string | undefined;
  passwordHash?: string | undefined;
}

/** A person with what only the server knows. */
export interface Account {
  person: Person;
  tenant: TenantId;
  passwordHash: string | undefined;
  disabledAt: number | undefined;
}

const accountColumns = [
  'id',
  'tenant',
  'firm',
  'handle',
  'name',
  'kind',
  'title',
  'password_hash',
  'disabled_at',
] as const satisfies readonly (keyof PersonTable)[];

type PersonRow = Pick<PersonTable, 'id' | 'firm' | 'handle' | 'name' | 'kind' | 'title'>;

function personOf({ id, firm, handle, name, kind, title }: PersonRow): Person {
  return title === null ? { id, firm, handle, name, kind } : { id, firm, handle, name, kind, title };
}

function accountOf(row: Pick<PersonTable, (typeof accountColumns)[number]>): Account {
  return {
    person: personOf(row),
    tenant: row.tenant,
    passwordHash: row.password_hash ?? undefined,
    disabledAt: row.disabled_at ?? undefined,
  };
}

/** The firm of this name in the tenant, made if there is none. */
export async function ensureFirm(queries: Queries, tenant: TenantId, name: string, short: string = name): Promise<Firm> {
  const row = { id: FirmId.parse(randomUUID()), tenant, name, name_key: keyOf(name), short };
  await queries
    .insertInto('firm')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant', 'name_key']).doNothing())
    .execute();
  return queries
    .selectFrom('firm')
    .select(['id', 'tenant', 'name', 'short'])
    .where('tenant', '=', tenant)
    .where('name_key', '=', row.name_key)
    .executeTakeFirstOrThrow();
}

/** Firms by id. */
export async function firmsById(queries: Queries, ids: readonly FirmId[]): Promise<Firm[]> {
  if (ids.length === 0) return [];
  return queries
    .selectFrom('firm')
    .select(['id', 'tenant', 'name', 'short'])
    .where('id', '=', sql<FirmId>`any(${ids}::uuid[])`)
    .execute();
}

function rowOf(person: NewPerson): PersonTable {
  return {
    id: PersonId.parse(randomUUID()),
    tenant: person.tenant,
    firm: person.firm,
    handle: Handle.parse(person.handle),
    handle_key: keyOf(person.handle),
    name: person.name,
    kind: person.kind,
    title: person.title ?? null,
    password_hash: person.passwordHash ?? null,
    disabled_at: null,
    created_at: Date.now(),
  };
}

/** Adds a person and announces it. Refuses (`already-exists`) a handle that is taken. */
export async function addPerson(queries: Queries, person: NewPerson): Promise<Person> {
  const row = rowOf(person);
  try {
    await queries.insertInto('person').values(row).execute();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new MullionError('already-exists', `There is a person with the handle ${person.handle} already.`, { cause: error });
  }
  await announce(queries, { type: 'person', person: row.id });
  return personOf(row);
}

/**
 * Makes sure that there are people with these handles, and answers who has them, by `keyOf(handle)`. Those who are there
 * already stay as they are.
 */
export async function ensurePeople(
  queries: Queries,
  people: readonly NewPerson[],
): Promise<Map<string, { id: PersonId; firm: FirmId }>> {
  const [first] = people;
  if (!first) return new Map();
  const rows = people.map(rowOf);
  const inserted = await sql`
    insert into person (id, tenant, firm, handle, handle_key, name, kind, title, password_hash, created_at)
    select * from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.tenant)}::text[], ${rows.map((row) => row.firm)}::uuid[],
      ${rows.map((row) => row.handle)}::text[], ${rows.map((row) => row.handle_key)}::text[], ${rows.map((row) => row.name)}::text[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.title)}::text[], ${rows.map((row) => row.password_hash)}::text[],
      ${rows.map((row) => row.created_at)}::bigint[]
    ) on conflict (tenant, handle_key) do nothing`.execute(queries);
  if (inserted.numAffectedRows) await announce(queries, { type: 'people' });
  const keys = rows.map((row) => row.handle_key);
  const found = await queries
    .selectFrom('person')
    .select(['id', 'firm', 'handle_key'])
    .where('tenant', '=', first.tenant)
    .where('handle_key', '=', sql<string>`any(${keys}::text[])`)
    .execute();
  return new Map(found.map(({ handle_key, ...person }) => [handle_key, person]));
}

/** The account with this handle, whatever its case. */
export async function findByHandle(queries: Queries, tenant: TenantId, handle: string): Promise<Account | undefined> {
  const row = await queries
    .selectFrom('person')
    .select(accountColumns)
    .where('tenant', '=', tenant)
    .where('handle_key', '=', keyOf(handle))
    .executeTakeFirst();
  return row && accountOf(row);
}

/** The account with this handle; refuses (`not-found`) with a sentence when there is none. */
export async function requireByHandle(queries: Queries, tenant: TenantId, handle: string): Promise<Account> {
  const account = await findByHandle(queries, tenant, handle);
  if (!account) throw new MullionError('not-found', `There is nobody with the handle ${handle}.`);
  return account;
}

export async function findAccount(queries: Queries, id: PersonId): Promise<Account | undefined> {
  const row = await queries.selectFrom('person').select(accountColumns).where('id', '=', id).executeTakeFirst();
  return row && accountOf(row);
}

/** Accounts by id; ids of nobody are left out. */
export async function accountsById(queries: Queries, ids: readonly PersonId[]): Promise<Account[]> {
  if (ids.length === 0) return [];
  const rows = await queries
    .selectFrom('person')
    .select(accountColumns)
    .where('id', '=', sql<PersonId>`any(${ids}::uuid[])`)
    .execute();
  return rows.map(accountOf);
}

/** Everyone of a tenant, or those of some kinds. */
export async function accountsOf(queries: Queries, tenant: TenantId): Promise<Account[]> {
  const rows = await queries
    .selectFrom('person')
    .select(accountColumns)
    .where('tenant', '=', tenant)
    .orderBy('handle_key')
    .execute();
  return rows.map(accountOf);
}

export async function setPassword(queries: Queries, person: PersonId, passwordHash: string): Promise<void> {
  await queries.updateTable('person').set({ password_hash: passwordHash }).where('id', '=', person).execute();
  await announce(queries, { type: 'person', person });
}

/** Disables an account, or enables it again. */
export async function setDisabled(queries: Queries, person: PersonId, disabled: boolean): Promise<void> {
  await queries
    .updateTable('person')
    .set({ disabled_at: disabled ? Date.now() : null })
    .where('id', '=', person)
    .execute();
  await announce(queries, { type: 'person', person });
}
