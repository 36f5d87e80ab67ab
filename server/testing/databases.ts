/**
 * Real databases for tests: a suite runs once on an embedded PostgreSQL of its own, and once on a database of its own in the
 * PostgreSQL that MULLION_TEST_DATABASE_URL names. Where there is none, the second run is reported as not run.
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { onPostgres } from '../../testing/postgres.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { newDataFolder } from './data-folder.ts';
import { silent } from './log.ts';

/** Where a suite's database is. Valid once the suite's `beforeAll` hooks run. */
export interface TestPlace {
  kind: Database['kind'];
  /** Opens it, as one process more would; closed at the end of the suite if it is still open. */
  open(): Promise<Database>;
  /** The environment and arguments with which a command-line tool finds it. */
  tool(): { env: Record<string, string>; args: string[] };
}

const serverUrl = process.env.MULLION_TEST_DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/postgres';
const given = await reason(serverUrl);
if (given !== undefined) console.warn(`not run: server tests on a given PostgreSQL (${new URL(serverUrl).host}: ${given})`);

/** Why the server cannot be used; undefined if it can. */
async function reason(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message || error.name : String(error);
  }
}

/** Declares the suite once for each kind of database. */
export function eachDatabase(name: string, suite: (place: TestPlace) => void): void {
  describe(`${name} [embedded PostgreSQL]`, () => suite(embedded()));
  describe.runIf(given === undefined)(`${name} [given PostgreSQL]`, () => suite(ownDatabase()));
}

function embedded(): TestPlace {
  let data = '';
  const opened: Database[] = [];
  beforeAll(async () => {
    data = await newDataFolder();
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
    await rm(data, { recursive: true, force: true });
  });
  return {
    kind: 'embedded',
    open: () => keep(opened, openDatabase({ data, log: silent })),
    tool: () => ({ env: { DATABASE_URL: '' }, args: ['--data', data] }),
  };
}

function ownDatabase(): TestPlace {
  const name = `mullion_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const opened: Database[] = [];
  beforeAll(() => onPostgres(serverUrl, `create database ${name}`));
  afterAll(async () => {
    for (const database of opened) await database.close();
    await onPostgres(serverUrl, `drop database ${name} with (force)`);
  });
  return {
    kind: 'given',
    open: () => keep(opened, openDatabase({ url: url.href, data: '', log: silent })),
    tool: () => ({ env: { DATABASE_URL: url.href }, args: [] }),
  };
}

async function keep(opened: Database[], opening: Promise<Database>): Promise<Database> {
  const database = await opening;
  opened.push(database);
  return database;
}
