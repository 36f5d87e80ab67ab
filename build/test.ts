/**
 * `npm test`: everything, from nothing. Format, lint and types stop the run when they fail; of the tests all are run. What
 * could not be run is said at the end, and fails a run with CI=true. The very last line is `N passed, N failed`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { fetchRuntime, findRuntime, inspect, obstacle } from './electron-runtime.ts';
import { type Ran, type RunOptions, run } from './run.ts';
import { type Outcome, playwrightTold, summary, type Told, vitestTold } from './totals.ts';

const root = join(import.meta.dirname, '..');
const reports = join(root, 'test-results', 'reports');
const strict = /^(1|true)$/i.test(process.env.CI ?? '');
const outcomes: Outcome[] = [];

await systemPackages();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const sound =
  (await step('format and lint', () => node('node_modules/@biomejs/biome/bin/biome', 'check', '.'))) &&
  (await step('types', () => node('build/types.ts')));
if (sound) await tests();
else for (const name of ['unit', 'integration', 'e2e web', 'e2e electron']) skip(name, 'the code is not sound yet');

const { lines, code } = summary(outcomes, strict);
console.log(lines.join('\n'));
process.exitCode = code;

async function tests(): Promise<void> {
  await vitest('unit', 'live');
  const bundled = await step('bundle', () => node('build/bundle.ts'));
  const editions = async (): Promise<void> => {
    await endToEnd('web', bundled ? await browserObstacle() : 'the bundle could not be made');
    await endToEnd('electron', bundled ? await electronObstacle() : 'the bundle could not be made');
  };
  // Each waits for half of its time, and not for the other. What the first says comes when it is done.
  await Promise.all([vitest('integration', 'gather'), editions()]);
}

/** On Debian as root installs what is missing; elsewhere says what is. */
async function systemPackages(): Promise<void> {
  if (!existsSync('/usr/bin/apt-get')) {
    if (process.platform === 'linux')
      console.log("Not a Debian system: install what build/setup-debian.sh lists by this system's own means.");
    return;
  }
  const { code } = await run(join(root, 'build', 'setup-debian.sh'), [], { output: 'live' });
  if (code !== 0) console.log('Going on without them: what cannot be run is said at the end.');
}

async function vitest(project: 'unit' | 'integration', output: RunOptions['output']): Promise<void> {
  const report = join(reports, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  await step(
    project,
    () => run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], { output }),
    () => vitestTold(readJson(report)),
    report,
  );
}

async function endToEnd(project: 'web' | 'electron', obstacleInTheWay: string | null): Promise<void> {
  const name = `e2e ${project}`;
  if (obstacleInTheWay !== null) return skip(name, obstacleInTheWay);
  const report = join(reports, `e2e-${project}.json`);
  const play = () =>
    run(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--project', project], {
      env: { MULLION_E2E_REPORT: report },
      output: 'live',
    });
  await step(name, play, () => playwrightTold(readJson(report)), report);
}

async function browserObstacle(): Promise<string | null> {
  return findBrowser() === null ? 'no Chromium or Chrome is installed' : null;
}

/** The tests bring a display of their own, so a missing one is no obstacle where Xorg or Xvfb is installed. */
async function electronObstacle(): Promise<string | null> {
  if (findRuntime() === null) {
    const why = await fetchRuntime();
    if (why !== null) return why;
  }
  const binary = findRuntime();
  if (binary === null) return 'there is no Electron runtime';
  const ownDisplay = ['/usr/bin/Xorg', '/usr/bin/Xvfb'].some((path) => existsSync(path));
  const machine = await inspect(binary);
  return obstacle({ ...machine, display: machine.display || ownDisplay });
}

async function step(name: string, act: () => Promise<Ran>, read?: () => Told, report?: string): Promise<boolean> {
  console.log(`\n── ${name}`);
  const { code, seconds, output } = await act();
  if (output !== '') console.log(`\n── ${name}\n${output.trimEnd()}`);
  const told = read !== undefined && report !== undefined && existsSync(report) ? read() : undefined;
  const failed = code !== 0 || (read !== undefined && told === undefined) || (told?.tests.failed ?? 0) > 0;
  outcomes.push({ step: name, result: failed ? 'failed' : 'passed', seconds, ...told });
  return !failed;
}

function skip(name: string, reason: string): void {
  outcomes.push({ step: name, result: 'not run', seconds: 0, reason });
}

function node(script: string, ...args: string[]): Promise<Ran> {
  return run(process.execPath, [join(root, script), ...args], { output: 'live' });
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
