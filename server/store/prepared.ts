import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

const named = /^\s*\/\* prepared: (\S+) \*\//;

/**
 * The pool as Kysely takes it, which prepares the few statements that are run for every message: those that begin with
 * `/* prepared: name *\/`. PostgreSQL then parses and plans them once a connection instead of each time.
 */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const preparing = known.get(client) ?? prepare(client);
      known.set(client, preparing);
      return preparing;
    },
  };
}

/** The client itself but for `query`, which gives those statements their names. */
function prepare(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]) => {
    const name = named.exec(text)?.[1];
    return name === undefined ? client.query(text, [...values]) : client.query({ name, text, values: [...values] });
  };
  return Object.create(client, { query: { value: query } });
}
