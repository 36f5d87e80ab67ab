/** What the faults befall: servers of the product as processes of their own, on one database, with people in it. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from '../../shared/schema.ts';
import { handleOf, PASSWORD, writeCast } from './cast.ts';
import { embeddedDatabase, givenDatabase, type StageDatabase } from './database.ts';
import { type FakedClock, fakedClock, findLibrary } from './faked-clock.ts';
import { openFront } from './front.ts';
import { Made } from './made.ts';
import { Node } from './node.ts';
import { openRedis, type StageRedis } from './redis.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const product = join(root, 'server', 'main.ts');

const Diagnosis = z.object({ checks: z.array(z.object({ name: z.string(), ok: z.boolean(), says: z.string() })) });

export type StageOptions = {
  nodes: number;
  people: number;
  /** A PostgreSQL to make a database in; without it the embedded one, which has one server. */
  database?: string | undefined;
  /** A data folder on a disk that can be filled, and servers whose clock can jump, as far as this machine allows. */
  odd?: boolean;
  /** With nginx before the servers, as in deploy/; clients then know only its address. */
  front?: boolean | undefined;
  /** Another program than the product's server. */
  server?: { program: string; args: readonly string[] };
};

export interface Stage {
  readonly nodes: readonly Node[];
  readonly database: StageDatabase;
  readonly people: number;
  readonly disk: SmallDisk | null;
  readonly clock: FakedClock | null;
  /** Between several servers, where this machine has a redis-server; otherwise they tell each other through PostgreSQL. */
  readonly redis: StageRedis | null;
  /** Where this client connects: to nginx, or to a server of its own as long as that one is up. */
  addressFor(client: number): string;
  /** Checks the chain of every channel; what is wrong with it, or null. */
  verify(): Promise<string | null>;
  /** Stops everything; the folder stays when it holds something that needs an explanation. */
  close(keep?: 'keep'): Promise<void>;
  /** Where the servers' logs are. */
  readonly folder: string;
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const made = new Made();
  try {
    return await build(options, made);
  } catch (error) {
    await made.unmake();
    throw error;
  }
}

async function build(options: StageOptions, made: Made): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'mullion-faults-'));
  let kept = false;
  made.later(async () => kept || (await rm(folder, { recursive: true, force: true, maxRetries: 5 })));
  // The embedded database runs as a user of its own where this runs as root: it has to be able to come in.
  await chmod(folder, 0o711);
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o711 });
  const disk = options.odd && options.database === undefined ? await mountSmallDisk(data).catch(() => null) : null;
  if (disk) made.later(() => disk.close());
  const library = options.odd ? findLibrary() : undefined;
  const clock = library === undefined ? null : fakedClock(library, join(folder, 'clock'));
  const database =
    options.database === undefined
      ? embeddedDatabase(data)
      : await givenDatabase(options.database, `mullion_faults_${randomBytes(4).toString('hex')}`);
  made.later(() => database.close());
  const redis = options.nodes > 1 && options.server === undefined ? await openRedis().catch(() => null) : null;
  if (redis) made.later(() => redis.close());
  const { args, env } = database.tool;
  const command = (...words: string[]) =>
    run(process.execPath, [product, ...words, ...args], { env: { ...process.env, ...env } });

  const nodes: Node[] = [];
  const ports: number[] = [];
  for (let number = 0; number < options.nodes; number++) {
    const port = await freePort();
    ports.push(port);
    const node = new Node({
      program: options.server?.program ?? product,
      args: [...(options.server?.args ?? ['serve']), ...(options.front ? ['--trust-proxy'] : []), ...args],
      env: { ...env, REDIS_URL: redis?.url ?? '' },
      port,
      log: join(folder, `server-${number}.log`),
    });
    made.later(() => node.close());
    await node.ready();
    nodes.push(node);
  }
  const front = options.front ? await openFront(join(folder, 'nginx'), await freePort(), ports) : null;
  if (front) made.later(() => front.close());
  await writeCast(join(folder, 'cast'), options.people);
  await command('sample', join(folder, 'cast'), '--no-play');
  if (clock) await withClock(nodes, clock);

  return {
    nodes,
    database,
    people: options.people,
    disk,
    clock,
    redis,
    folder,
    addressFor(client) {
      if (front) return front.url;
      const own = nodes[client % nodes.length];
      const node = own?.isUp ? own : (nodes.find((each) => each.isUp) ?? own);
      if (!node) throw new Error('A stage has at least one server.');
      return node.url;
    },
    async verify() {
      // It ends with code 1 for anything that is not in order, a disk that is meant to be small included.
      const said = await command('doctor', '--verify', '--json').then(
        ({ stdout }) => stdout,
        (error: unknown) => (error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)),
      );
      const chains = Diagnosis.parse(JSON.parse(said)).checks.find(({ name }) => name === 'chains');
      return chains?.ok ? null : `the chain is not whole: ${chains?.says ?? said}`;
    },
    async close(keep) {
      kept = keep !== undefined;
      await made.unmake();
    },
  };
}

/** The database is running by now and stays as it is: only the servers get the clock that jumps. */
async function withClock(nodes: readonly Node[], clock: FakedClock): Promise<void> {
  for (const node of nodes) {
    node.environment = clock.env;
    await node.kill();
    await node.ready();
  }
}

/** A sign-in as the web edition makes it, for clients without an engine; the access token. */
export async function accessOf(url: string, person: number): Promise<string> {
  const answer = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handle: handleOf(person), password: PASSWORD }),
  });
  const told: unknown = await answer.json();
  if (typeof told === 'object' && told !== null && 'access' in told && typeof told.access === 'string') return told.access;
  throw new Error(`Signing in was refused: ${JSON.stringify(told)}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address) resolve(address.port);
        else reject(new Error('There is no free port.'));
      });
    });
  });
}
