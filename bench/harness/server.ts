/** The product's server from outside: started by its command line on a data folder of its own, filled with people and channels. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { http } from '../../shared/protocol.ts';
import { type CastSize, writeCast } from './cast.ts';
import { startChild } from './child.ts';
import { type Memory, memoryOf, tellsMemory } from './memory.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const program = join(root, 'server', 'main.ts');

/** How many sign in at a time. */
const SIGNING_IN = 32;

/** One `serve`. */
export type Gateway = {
  url: string;
  /** Its process, for its CPU time. */
  pid: number;
  /** What it holds once its garbage is collected; only of a server that `tellsMemory`. */
  memory(): Promise<Memory>;
  stop(): Promise<void>;
};

export type BenchServer = Gateway & {
  data: string;
  /** The address of the very database that the server uses. */
  database: string;
  /** One-time tickets of the people, in order. */
  tickets(count: number): Promise<string[]>;
  /** Access tokens of the people, in order. */
  tokens(count: number): Promise<string[]>;
  command(...args: string[]): Promise<string>;
  /** Starts one more gateway on the same database; ends with the server if not before. */
  another(): Promise<Gateway>;
};

export type ServerOptions = CastSize & {
  /** Beside our own environment: DATABASE_URL, REDIS_URL. */
  env?: NodeJS.ProcessEnv;
  /** Whether it can be asked for its memory. */
  tellsMemory?: boolean;
};

/**
 * Starts a server whose people are `p0`, `p1`, … of one firm, members of the channels `bench-0`, `bench-1`, … (cast.ts). On
 * DATABASE_URL if that is set, else on the embedded PostgreSQL.
 */
export async function startServer(options: ServerOptions): Promise<BenchServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mullion-bench-'));
  // The embedded database runs as a user of its own where the bench runs as root: it has to be able to come in.
  chmodSync(folder, 0o755);
  const data = join(folder, 'server');
  const env = { ...process.env, ...options.env };
  writeCast(join(folder, 'cast'), options);
  const gateways: Gateway[] = [];
  const another = async (): Promise<Gateway> => {
    const gateway = await startGateway(data, options);
    gateways.push(gateway);
    return gateway;
  };
  const command = async (...args: string[]): Promise<string> =>
    (await run(process.execPath, [program, ...args, '--data', data], { cwd: root, env, maxBuffer: 1 << 26 })).stdout;
  const first = await another();
  await command('sample', join(folder, 'cast'), '--no-play');
  const tickets = async (count: number): Promise<string[]> =>
    (await command('ticket', ...Array.from({ length: count }, (_, person) => `p${person}`))).trim().split('\n');
  return {
    ...first,
    data,
    database: env.DATABASE_URL ?? embeddedUrl(data),
    command,
    tickets,
    tokens: async (count) => {
      const left = (await tickets(count)).entries();
      const tokens: string[] = [];
      const signIn = async (): Promise<void> => {
        for (const [person, ticket] of left) tokens[person] = await access(first.url, ticket);
      };
      await Promise.all(Array.from({ length: SIGNING_IN }, signIn));
      return tokens;
    },
    another,
    stop: async () => {
      for (const gateway of gateways) await gateway.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startGateway(data: string, { env, tellsMemory: tells = false }: ServerOptions): Promise<Gateway> {
  const child = startChild(program, ['serve', '--port', '0', '--data', data], { env, node: tells ? tellsMemory : [] });
  const { listening } = await child.next<{ listening: string }>();
  return {
    url: listening,
    pid: child.pid,
    memory: () => memoryOf(child),
    stop: async () => {
      child.stop();
      await child.ended;
    },
  };
}

/** The embedded database's address, from the file that the server keeps beside it. */
function embeddedUrl(data: string): string {
  const { port, password } = JSON.parse(readFileSync(join(data, 'postgres.json'), 'utf8')) as { port: number; password: string };
  return `postgres://mullion:${password}@127.0.0.1:${port}/mullion`;
}

/** Exchanges a one-time ticket for an access token. */
async function access(url: string, ticket: string): Promise<string> {
  const answer = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket }),
  });
  if (!answer.ok) throw new Error(`Sign-in was refused: ${await answer.text()}`);
  return http['sign-in'].output.parse(await answer.json()).access;
}
