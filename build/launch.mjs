// @ts-check
/**
 * How every entry point begins, on whatever Node is there: install what is missing, then hand over to the pinned Node.
 * Plain JavaScript without dependencies, for it runs before there are any.
 */
import { spawn, spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pinnedNode, whyInstall } from './installed.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs `build/<script>` on the pinned Node, in the project's folder, with this program's arguments after those given; this
 * program ends as it does.
 *
 * @param {string} script
 * @param {...string} args
 */
export async function launch(script, ...args) {
  process.chdir(root);
  const why = whyInstall(root);
  if (why !== null) install(why);
  const node = pinnedNode(root);
  const path = join(root, 'build', script);
  process.env.PATH = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  if (realpathSync(node) === realpathSync(process.execPath)) {
    process.argv.splice(2, 0, ...args);
    await import(pathToFileURL(path).href);
  } else handOver(node, path, args);
}

/**
 * @param {string} why
 */
function install(why) {
  console.log(`Installing packages: ${why}. The first time takes a minute or two.`);
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const done =
    npm === undefined
      ? spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' });
  if (done.error !== undefined) fail(`npm could not be started (${done.error.message}). Install Node 20 or later with npm.`);
  if (done.status !== 0)
    fail(`npm ci ended with ${done.status ?? done.signal}. What it says above tells why; mend that and start again.`);
  const still = whyInstall(root);
  if (still !== null)
    fail(`npm ci ran, yet ${still}. If npm is set to ignore install scripts, allow them for the package "node".`);
}

/**
 * @param {string} node
 * @param {string} path
 * @param {readonly string[]} args
 */
function handOver(node, path, args) {
  const child = spawn(node, [path, ...args, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`The pinned Node could not be started: ${error.message}.`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
