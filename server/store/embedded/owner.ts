/**
 * PostgreSQL refuses to run as root, so under root it runs as a user of its own.
 */
import { chown, readFile, stat } from 'node:fs/promises';
import { MullionError } from '../../../shared/errors.ts';
import { run } from './run.ts';

/** Whom to run as; empty: as ourselves. */
export type Owner = { uid: number; gid: number } | Record<string, never>;

/** Users that may exist already for this purpose; the first is made when none does. */
const names = ['mullion', 'postgres'];

/** The owner of the cluster in `cluster`, or of one that is about to be made there. */
export async function findOwner(cluster: string): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  const owned = await stat(cluster).catch(() => undefined);
  if (owned && owned.uid !== 0) return { uid: owned.uid, gid: owned.gid };
  const found = await lookUp();
  if (found) return found;
  const made = await run(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'mullion'],
    {},
    '/',
  );
  const owner = await lookUp();
  if (owner) return owner;
  throw new MullionError(
    'unavailable',
    `PostgreSQL does not run as root, and a user for it could not be made (${made.said}). Run as another user, or give DATABASE_URL.`,
  );
}

async function lookUp(): Promise<Owner | undefined> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of names) {
    const [, , uid, gid] = users.find((user) => user[0] === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/** Gives a file or folder to the owner; nothing to do when that is ourselves. */
export async function giveTo(owner: Owner, path: string): Promise<void> {
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(path, owner.uid, owner.gid);
}
