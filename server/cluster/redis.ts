/** The connection to Redis: the one file that imports its client. */
import { createClient } from '@redis/client';
import type { Logger } from 'pino';
import { MullionError } from '../../shared/errors.ts';

export type Redis = ReturnType<typeof clientFor>;

const FIRST_WAIT_MS = 50;
const MAX_WAIT_MS = 2_000;
const CONNECT_MS = 5_000;

/**
 * Connects to the Redis of a URL (`redis://…`, `rediss://…` with TLS), and again after each loss. Commands fail at once while it
 * is away: nobody waits for it. Refuses with one sentence (`unavailable`) when it cannot be reached at first.
 */
export async function connectRedis(url: string, name: string, log: Logger): Promise<Redis> {
  const place = placeOf(url);
  let reached = false;
  const client = clientFor(url, name, (retries, cause) =>
    reached ? Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(retries, 6)) : cause,
  );
  client.on('error', (error: Error) => log.warn(`Redis at ${place}: ${error.message}`));
  try {
    await client.connect();
  } catch (error) {
    client.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    throw new MullionError('unavailable', `Redis at ${place} cannot be reached: ${reason}`, { cause: error });
  }
  reached = true;
  return client;
}

function clientFor(url: string, name: string, reconnectStrategy: (retries: number, cause: Error) => number | Error) {
  const socket = { connectTimeout: CONNECT_MS, reconnectStrategy };
  return createClient({ url, name, RESP: 2, disableOfflineQueue: true, socket });
}

/** The address without its password. */
function placeOf(url: string): string {
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol))
    throw new MullionError('bad-request', 'REDIS_URL is not the address of a Redis; it looks like redis://host:6379.');
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '6379'}${pathname === '/' ? '' : pathname}`;
}
