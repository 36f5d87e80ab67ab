/** `npm run check`: format, lint, types and unit tests, in less than a minute, so that it is run often. */
import { join } from 'node:path';
import { inParallel, type Ran, run } from './run.ts';

const root = join(import.meta.dirname, '..');
const node = (script: string, ...args: string[]) => run(process.execPath, [join(root, script), ...args], { output: 'gather' });

const checks: [string, () => Promise<Ran>][] = [
  ['format and lint', () => node('node_modules/@biomejs/biome/bin/biome', 'check', '.')],
  ['types', () => node('build/types.ts')],
  ['unit tests', () => node('node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--reporter=dot')],
];

const results = await inParallel(
  checks.map(([name, check]) => async () => {
    const ran = await check();
    console.log(`${ran.code === 0 ? 'ok    ' : 'FAILED'}  ${name}  ${ran.seconds.toFixed(1)} s`);
    return { name, ...ran };
  }),
  2,
);
const failed = results.filter(({ code }) => code !== 0);
for (const { name, output } of failed) console.error(`\n${name}\n${output.trim()}`);
process.exitCode = failed.length === 0 ? 0 : 1;
