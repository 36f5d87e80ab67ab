/** The product's server from outside: started by its command line on a data folder of its own, filled with people and channels. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { http } from '../../shared/protocol.ts';
import { type LineChild, startChild } from './child.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const program = join(root, 'server', 'main.ts');

export type BenchServer = {
  url: string;
  /** The gateway's process, for its CPU time. */
  pid: number;
  data: string;
  /** The address of the very database that the server uses. */
  database: string;
  /** One-time tickets of the people, in order. */
  tickets(count: number): Promise<string[]>;
  /** Access tokens of the people, in order. */
  tokens(count: number): Promise<string[]>;
  command(...args: string[]): Promise<string>;
  stop(): Promise<void>;
};

/**
 * Starts a server whose people are `p0`, `p1`, … of one firm, all of them members of the channels `bench-0`, `bench-1`, ….
 * On DATABASE_URL if that is set, else on the embedded PostgreSQL.
 */
export async function startServer(options: { people: number; channels: number }): Promise<BenchServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mullion-bench-'));
  // The embedded database runs as a user of its own where the bench runs as root: it has to be able to come in.
  chmodSync(folder, 0o755);
  const data = join(folder, 'server');
  writeCast(join(folder, 'cast'), options);
  const child: LineChild = startChild(program, ['serve', '--port', '0', '--data', data]);
  const { listening } = await child.next<{ listening: string }>();
  const command = async (...args: string[]): Promise<string> =>
    (await run(process.execPath, [program, ...args, '--data', data], { cwd: root, maxBuffer: 1 << 26 })).stdout;
  await command('sample', join(folder, 'cast'), '--no-play');
  const tickets = async (count: number): Promise<string[]> =>
    (await command('ticket', ...Array.from({ length: count }, (_, person) => `p${person}`))).trim().split('\n');
  return {
    url: listening,
    pid: child.pid,
    data,
    database: process.env.DATABASE_URL ?? embeddedUrl(data),
    command,
    tickets,
    tokens: async (count) => Promise.all((await tickets(count)).map((ticket) => access(listening, ticket))),
    stop: async () => {
      child.stop();
      await child.ended;
      rmSync(folder, { recursive: true, force: true });
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

function writeCast(folder: string, { people, channels }: { people: number; channels: number }): void {
  mkdirSync(folder);
  const handles = Array.from({ length: people }, (_, person) => `p${person}`);
  const cast = {
    version: 1,
    tenant: 'sample',
    opensAt: '07:44',
    you: 'p0',
    firms: [{ key: 'bench', name: 'Bench', short: 'Bench' }],
    people: handles.map((handle) => ({
      handle,
      name: `Person ${handle.slice(1)}`,
      firm: 'bench',
      kind: 'person',
      title: 'Trader',
    })),
    channels: Array.from({ length: channels }, (_, channel) => ({
      key: `bench-${channel}`,
      kind: 'persistent',
      name: `bench-${channel}`,
      topic: 'Load',
      members: handles,
      script: 'quiet.txt',
    })),
  };
  writeFileSync(join(folder, 'cast.json'), JSON.stringify(cast));
  writeFileSync(join(folder, 'quiet.txt'), '# nothing is said here\n');
}
