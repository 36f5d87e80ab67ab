/** `npm run bench -- NAME [--json FILE] [--seed N] [--data FOLDER] [--seconds N]`. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { Bench } from './harness/report.ts';
import { toJson, toTable } from './harness/report.ts';

const here = import.meta.dirname;
const names = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -3));

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('A whole number is wanted.');
  return value;
}

const program = new Command('bench')
  .description('Measures one thing and prints its figures beside the limit measured in the same run.')
  .argument('<name>', `one of: ${names.join(', ')}`)
  .option('--json <file>', 'write the figures there too')
  .option('--seed <number>', 'seed of what is random', count, 1)
  .option('--data <folder>', 'real conversations', 'samples/ubuntu-irc')
  .option('--seconds <number>', 'length of the load', count, 10)
  .option('--history <messages>', 'local history, for `start`', count, 0)
  .parse();

const options = program.opts<{ json?: string; seed: number; data: string; seconds: number; history: number }>();
const name = program.args[0] ?? '';
if (!names.includes(name)) program.error(`There is no bench "${name}". There are: ${names.join(', ')}.`, { exitCode: 2 });
if (!existsSync(options.data)) program.error(`The folder ${options.data} does not exist.`, { exitCode: 2 });

const { bench } = (await import(resolve(here, `${name}.ts`))) as { bench: Bench };
const say = (line: string): void => void process.stderr.write(`${line}\n`);
say(`${name}: ${bench.what}\ngoal: ${bench.goal}`);
if (bench.bundled)
  execFileSync(process.execPath, [resolve(here, '../build/bundle.ts')], { stdio: ['ignore', 'ignore', 'inherit'] });
const figures = await bench.run({ ...options, say });
const report = { bench: name, seed: options.seed, figures };
process.stdout.write(`\n${toTable(report)}\n`);
if (options.json) writeFileSync(options.json, toJson(report));
process.exit(0);
