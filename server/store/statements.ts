import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

const marked = /^\s*\/\* (?:prepared: (\w+))?(?:, )?(ahead)? \*\//;

/** What a statement that goes ahead answers with: nobody asks for it. */
const nothing: Answer = { command: 'UPDATE', rowCount: 0, rows: [] };
type Answer = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>;

/**
 * The pool as Kysely takes it, which saves the path of every message what it can. By the comment that a statement begins with:
 *
 * - `prepared: name`: PostgreSQL parses and plans it once a connection instead of each time.
 * - `ahead`: it goes out together with the next one, which answers for both: where it fails, that fails. `begin` always does.
 *
 *      client  begin, lock ──►        ◄── locked   look up ──►  ◄── found   write, commit ──►        ◄── committed
 */
export function openStatements(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const quick = known.get(client) ?? quicken(client);
      known.set(client, quick);
      return quick;
    },
  };
}

/** The client itself but for `query`, which does as the statements' comments say. */
function quicken(client: pg.PoolClient): PostgresPoolClient {
  let ahead: Promise<unknown>[] = [];
  const query = async (text: string, values: readonly unknown[]): Promise<Answer> => {
    const [, name, goesAhead] = marked.exec(text) ?? [];
    const answer = name === undefined ? client.query(text, [...values]) : client.query({ name, text, values: [...values] });
    if (goesAhead !== undefined || text === 'begin') {
      // Its failure is the next one's.
      answer.catch(() => undefined);
      ahead.push(answer);
      return nothing;
    }
    const before = ahead;
    ahead = [];
    const [own] = await Promise.all([answer, ...before]);
    return own;
  };
  return Object.create(client, { query: { value: query } });
}
