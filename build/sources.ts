/** What a bundle is made of, as one hash: two equal hashes need no second build. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const NOT_BUNDLED = /\.test\.tsx?$/;

/** Every file below the given files and folders (of `root`), in one fixed order. What does not exist is left out. */
export function filesOf(root: string, parts: readonly string[]): string[] {
  return parts
    .flatMap((part) => {
      const path = join(root, part);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (!stat) return [];
      if (stat.isFile()) return [path];
      return readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
    })
    .filter((file) => !NOT_BUNDLED.test(file))
    .sort();
}

/** The hash of those files' names and contents. */
export function hashOf(root: string, parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of filesOf(root, parts)) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
