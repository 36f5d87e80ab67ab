// @ts-check
/**
 * Whether what lies in node_modules is what package-lock.json asks for. Plain JavaScript: it runs before anything is installed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} LockFile
 */

/**
 * The first difference between the lock file and npm's own record of what it installed, as a phrase; null where they agree.
 * Packages that are optional (other platforms' binaries) may be absent.
 *
 * @param {LockFile} wanted package-lock.json
 * @param {LockFile} found node_modules/.package-lock.json
 * @returns {string | null}
 */
export function differenceOf(wanted, found) {
  const have = found.packages ?? {};
  for (const [path, { version, optional, devOptional }] of Object.entries(wanted.packages ?? {})) {
    if (path === '') continue;
    const installed = have[path];
    if (installed === undefined) {
      if (optional || devOptional) continue;
      return `${path} is not installed`;
    }
    if (installed.version !== version) return `${path} is ${installed.version}, wanted is ${version}`;
  }
  return null;
}

/**
 * Why `npm ci` has to run in this folder, or null where all that is wanted is there.
 *
 * @param {string} root the project's folder
 * @returns {string | null}
 */
export function whyInstall(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return 'nothing is installed yet';
  if (!existsSync(pinnedNode(root))) return 'the pinned Node is missing';
  return differenceOf(read(join(root, 'package-lock.json')), read(record));
}

/**
 * Where the pinned Node lies once it is installed.
 *
 * @param {string} root
 * @param {NodeJS.Platform} [platform]
 */
export function pinnedNode(root, platform = process.platform) {
  return join(root, 'node_modules', 'node', 'bin', platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * @param {string} path
 * @returns {LockFile}
 */
function read(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
