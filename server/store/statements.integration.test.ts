import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { eachDatabase } from '../testing/databases.ts';
import type { Database } from './database.ts';

eachDatabase('a statement that goes ahead', (place) => {
  let database: Database;

  beforeAll(async () => {
    database = await place.open();
    await sql`create table ahead (n int unique)`.execute(database.queries);
  });
  beforeEach(() => sql`delete from ahead`.execute(database.queries));
  afterAll(() => sql`drop table ahead`.execute(database.queries));

  const numbers = async () => {
    const { rows } = await sql<{ n: number }>`select n from ahead order by n`.execute(database.queries);
    return rows.map(({ n }) => n);
  };
  /** Writes each of them in a transaction of its own, ahead of its commit. */
  const write = (...sets: number[][]) =>
    Promise.allSettled(
      sets.map((set) =>
        database.queries.transaction().execute(async (transaction) => {
          await sql`/* prepared: ahead, ahead */ insert into ahead select unnest(${set}::int[])`.execute(transaction);
        }),
      ),
    );

  it('is part of its transaction, and done when that is committed', async () => {
    const written = await write(...Array.from({ length: 50 }, (_, n) => [n]));
    expect(written.map(({ status }) => status)).toEqual(written.map(() => 'fulfilled'));
    expect(await numbers()).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  it('fails the commit where it fails, with its own error, and leaves nothing behind', async () => {
    expect(await write([1])).toMatchObject([{ status: 'fulfilled' }]);
    expect(await write([2, 1])).toMatchObject([{ status: 'rejected', reason: { code: '23505' } }]);
    expect(await numbers()).toEqual([1]);
  });

  it('harms nobody who uses the connection next', async () => {
    const sets = Array.from({ length: 200 }, (_, n) => (n % 2 ? [n, n] : [n]));
    const written = await write(...sets);
    expect(written.map(({ status }) => status)).toEqual(sets.map(({ length }) => (length > 1 ? 'rejected' : 'fulfilled')));
    expect(await numbers()).toEqual(sets.flatMap(([n = 0, more]) => (more === undefined ? [n] : [])));
  });

  it('is undone with its transaction, and does not fail where that is ended by an error of ours', async () => {
    const ours = new Error('ours');
    const failing = database.queries.transaction().execute(async (transaction) => {
      await sql`/* ahead */ insert into ahead values (7)`.execute(transaction);
      throw ours;
    });
    await expect(failing).rejects.toBe(ours);
    expect(await numbers()).toEqual([]);
  });
});
