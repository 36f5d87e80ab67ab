/** The Redis between servers: one of the stage's own, with a network before it that can be slow. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startRedis } from '../../server/testing/redis.ts';
import { TcpProxy } from '../../testing/tcp-proxy.ts';

const run = promisify(execFile);

export interface StageRedis {
  /** How the servers reach it. */
  readonly url: string;
  readonly network: TcpProxy;
  /** Ends it and starts it again, empty. */
  restart(): Promise<void>;
  /** Throws away all that its streams hold. */
  trim(): Promise<void>;
  close(): Promise<void>;
}

/** Rejects where there is no redis-server. */
export async function openRedis(): Promise<StageRedis> {
  const redis = await startRedis();
  const network = await TcpProxy.before(redis.url);
  const port = new URL(redis.url).port;
  const ask = async (...words: string[]) => (await run('redis-cli', ['-p', port, ...words])).stdout.trim().split('\n');
  return {
    url: network.url,
    network,
    async restart() {
      await redis.kill();
      await redis.start();
    },
    async trim() {
      for (const key of await ask('--scan', '--pattern', 'mullion:*')) if (key !== '') await ask('XTRIM', key, 'MAXLEN', '0');
    },
    async close() {
      await network.close();
      await redis.kill();
    },
  };
}
