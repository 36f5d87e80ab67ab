/** The machine's own PostgreSQL and Redis, where a bench needs what several gateways can share. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { onPostgres } from '../../testing/postgres.ts';

const run = promisify(execFile);

const POSTGRES = process.env.MULLION_TEST_DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/postgres';
const REDIS = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';

export type Given = {
  /** A database of its own on that PostgreSQL. */
  postgres: string;
  redis: string;
  /** Takes away the database, and what its gateways left in Redis. */
  close(): Promise<void>;
};

export async function openGiven(): Promise<Given> {
  const name = `mullion_bench_${randomBytes(6).toString('hex')}`;
  const url = new URL(POSTGRES);
  url.pathname = `/${name}`;
  await onPostgres(POSTGRES, `create database ${name}`);
  return {
    postgres: url.href,
    redis: REDIS,
    close: async () => {
      try {
        await forgetIn(REDIS, url.href);
      } finally {
        await onPostgres(POSTGRES, `drop database ${name} with (force)`);
      }
    },
  };
}

/** All that gateways keep in Redis is named by their installation, which is the database's own. */
async function forgetIn(redis: string, database: string): Promise<void> {
  const [row] = await onPostgres(database, 'select id from installation');
  const found = await run('redis-cli', ['-u', redis, '--scan', '--pattern', `mullion:${row?.id}:*`]);
  const keys = found.stdout.split('\n').filter((key) => key !== '');
  if (keys.length > 0) await run('redis-cli', ['-u', redis, 'del', ...keys]);
}
