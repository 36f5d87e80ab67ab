/** A disk so small that it can be filled: a tmpfs, where this system lets us mount one. */
import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MEGABYTES = 384;

export interface SmallDisk {
  /** Uses up what is left; returns how to give it back. */
  fill(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Mounts it at a folder that exists. Rejects where that is not permitted. */
export async function mountSmallDisk(folder: string): Promise<SmallDisk> {
  await run('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=0711`, 'mullion-faults', folder]);
  const ballast = join(folder, 'ballast');
  return {
    async fill() {
      const file = await open(ballast, 'w');
      try {
        for (const size of [1 << 20, 4096]) await writeUntilFull(file, Buffer.alloc(size, 1));
      } finally {
        await file.close();
      }
      return () => rm(ballast, { force: true });
    },
    async close() {
      // Lazily: a database that is just ending may still hold a file.
      await run('umount', ['--lazy', folder]);
    },
  };
}

async function writeUntilFull(file: { write(bytes: Buffer): Promise<{ bytesWritten: number }> }, block: Buffer): Promise<void> {
  try {
    while ((await file.write(block)).bytesWritten > 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return;
    throw error;
  }
}
