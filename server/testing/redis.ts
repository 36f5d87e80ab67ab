/** A Redis of a test's own, that can be stopped, frozen and started again without anybody else noticing. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

export interface TestRedis {
  readonly url: string;
  /** Ends it at once; it keeps nothing. */
  kill(): Promise<void>;
  /** Starts it again at the same address, empty. */
  start(): Promise<void>;
}

export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      const running = child;
      child = undefined;
      if (!running) return;
      const ended = once(running, 'exit');
      running.kill('SIGKILL');
      await ended;
    },
    async start() {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      const started = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
      child = started;
      await new Promise<void>((resolve, reject) => {
        let said = '';
        started.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString('utf8');
          if (said.includes('Ready to accept connections')) resolve();
        });
        started.once('error', (error) => reject(new Error('redis-server could not be started', { cause: error })));
        started.once('exit', () => reject(new Error(`redis-server ended. It said:\n${said}`)));
      });
    },
  };
  await redis.start();
  return redis;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  probe.close();
  await once(probe, 'close');
  return address.port;
}
