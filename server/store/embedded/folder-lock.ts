/**
 * One process at a time does something to a folder. The lock is a file that holds its owner's pid; that of a dead process
 * is void.
 */
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { MullionError } from '../../../shared/errors.ts';

const RETRY_MS = 25;
const DEADLINE_MS = 120_000;

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Runs `work` while no other process (and no other call in this one) runs its own under the same `path`. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const claim = `${path}.${randomUUID()}`;
  const mine = `${process.pid} ${claim}`;
  await writeFile(claim, mine, { mode: 0o600 });
  try {
    await acquire(path, claim);
    try {
      return await work();
    } finally {
      if ((await readIfThere(path)) === mine) await unlink(path);
    }
  } finally {
    await unlink(claim);
  }
}

async function acquire(path: string, claim: string): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await linked(claim, path))) {
    const held = await readIfThere(path);
    if (held !== undefined && !isAlive(Number.parseInt(held, 10))) await discard(path, held);
    else if (Date.now() > deadline) {
      throw new MullionError('unavailable', `Process ${Number.parseInt(held ?? '', 10)} has held ${path} for too long.`);
    } else await setTimeout(RETRY_MS);
  }
}

/** Takes a dead owner's file away; if another process was quicker and the file is now a live one's, puts it back. */
async function discard(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if ((await readIfThere(aside)) !== stale) await linked(aside, path);
  await unlink(aside);
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
