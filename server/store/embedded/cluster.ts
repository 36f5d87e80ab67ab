/**
 * A PostgreSQL cluster in a data folder: made, started, found running, stopped.
 *
 *     DATA/postgres/        the cluster, owned by its own user under root
 *     DATA/postgres.json    port and password, mode 0600
 *     DATA/postgres.log     what the database server says
 *     DATA/postgres.lock    held while one process makes, starts or stops it
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { MullionError } from '../../../shared/errors.ts';
import { z } from '../../../shared/schema.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { isAlive } from './folder-lock.ts';
import { findOwner, giveTo, type Owner } from './owner.ts';
import { run } from './run.ts';

const Access = z.object({ port: z.int().min(1).max(65_535), password: z.string().min(1) });
export type Access = z.infer<typeof Access>;

export interface Cluster {
  data: string;
  folder: string;
  owner: Owner;
  binaries: Binaries;
}

/** A postmaster that its pid file names and that is alive. */
export interface Postmaster {
  pid: number;
  port: number;
}

const settings = `
# Only programs on this machine, by TCP and password. Durability is never traded away.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = on
synchronous_commit = on
full_page_writes = on
max_connections = 60
log_timezone = 'UTC'
timezone = 'UTC'
`;

/** The cluster of a data folder; the folder is made if need be, the cluster is not. */
export async function findCluster(data: string): Promise<Cluster> {
  const folder = join(data, 'postgres');
  await mkdir(data, { recursive: true, mode: 0o711 });
  const owner = await findOwner(folder);
  return { data, folder, owner, binaries: await findBinaries(data, owner) };
}

/** Port and password; undefined while there is no cluster. */
export async function readAccess(cluster: Cluster): Promise<Access | undefined> {
  const path = join(cluster.data, 'postgres.json');
  if (!(await exists(path)) || !(await exists(cluster.folder))) return undefined;
  return Access.parse(JSON.parse(await readFile(path, 'utf8')));
}

async function writeAccess(cluster: Cluster, access: Access): Promise<void> {
  const path = join(cluster.data, 'postgres.json');
  await writeFile(`${path}.new`, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** Makes the cluster. Interrupted half-way, it leaves nothing that would be taken for one. */
export async function initialise(cluster: Cluster): Promise<Access> {
  if (await exists(cluster.folder)) {
    throw new MullionError(
      'unavailable',
      `The password of the database in ${cluster.folder} is missing (postgres.json beside it).`,
    );
  }
  const access = { port: await freePort(), password: randomBytes(24).toString('base64url') };
  const fresh = `${cluster.folder}.new`;
  const passwordFile = join(cluster.data, 'postgres.password');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await giveTo(cluster.owner, fresh);
  await writeFile(passwordFile, `${access.password}\n`, { mode: 0o600 });
  await giveTo(cluster.owner, passwordFile);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const account = ['--username=mullion', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const { code, said } = await run(cluster.binaries.initdb, ['-D', fresh, ...account, ...locale], cluster.owner, '/');
  await rm(passwordFile);
  if (code !== 0) {
    throw new MullionError('unavailable', `The database could not be made in ${cluster.data}: ${lastLine(said)}`);
  }
  await writeFile(join(fresh, 'postgresql.auto.conf'), settings, { flag: 'a' });
  await writeAccess(cluster, access);
  await rename(fresh, cluster.folder);
  return access;
}

/** Starts the cluster, on its usual port if that is free, and waits until it takes connections. */
export async function start(cluster: Cluster, access: Access): Promise<Access> {
  const used = (await isFree(access.port)) ? access : { ...access, port: await freePort() };
  if (used !== access) await writeAccess(cluster, used);
  const log = join(cluster.data, 'postgres.log');
  await writeFile(log, '', { flag: 'a', mode: 0o600 });
  await chmod(log, 0o600);
  await giveTo(cluster.owner, log);
  const args = ['start', '-D', cluster.folder, '-w', '-t', '300', '-s', '-l', log, '-o', `-p ${used.port}`];
  const { code, said } = await run(cluster.binaries.pgCtl, args, cluster.owner, cluster.folder);
  if (code === 0) return used;
  throw new MullionError('unavailable', `The database in ${cluster.data} did not start: ${lastLine(said)} (see ${log})`);
}

/** Stops the cluster, ending whatever connections are left, and waits until it is down. */
export async function stop(cluster: Cluster): Promise<void> {
  const args = ['stop', '-D', cluster.folder, '-m', 'fast', '-w', '-t', '120', '-s'];
  const { code, said } = await run(cluster.binaries.pgCtl, args, cluster.owner, cluster.folder);
  if (code !== 0 && (await findPostmaster(cluster))) {
    throw new MullionError('unavailable', `The database in ${cluster.data} did not stop: ${lastLine(said)}`);
  }
}

/**
 * The running postmaster, if there is one. A pid file whose process is gone is left to PostgreSQL, which knows what to do;
 * one whose number now belongs to some other program is removed.
 */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const path = join(cluster.folder, 'postmaster.pid');
  if (!(await exists(path))) return undefined;
  const lines = (await readFile(path, 'utf8')).split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  if (await isPostgres(pid)) return { pid, port };
  await rm(path, { force: true });
  return undefined;
}

/** Whether the process is a PostgreSQL. Where that cannot be told, yes. */
async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const { code, said } = await run('ps', ['-o', 'command=', '-p', String(pid)], {}, '/');
  if (code === 0) return said.includes('postgres');
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return command.includes('postgres');
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

function listenOn(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOn(port)) !== undefined;
}

async function freePort(): Promise<number> {
  const port = await listenOn(0);
  if (port === undefined) throw new MullionError('unavailable', 'There is no free port on 127.0.0.1.');
  return port;
}

function lastLine(text: string): string {
  return text.split('\n').at(-1) ?? '';
}
