/**
 * `npm run test:faults -- [--seed N] [--long] [--nodes N] [--only FAULT]`, or with `--desktop` what befalls the desktop
 * application: exit code 1 when anything was lost, doubled or stuck.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { runCampaign } from './campaign.ts';
import { killDesktop } from './desktop.ts';
import { faults } from './kinds/all.ts';
import { plan } from './plan.ts';
import { DESKTOP, sectionOf, titleOf, withSection } from './report/document.ts';
import { complaints, toTerminal } from './report/table.ts';
import { unmakeAll } from './stage/made.ts';

const names = faults.map(({ name }) => name);

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('A whole number from 1 on is wanted.');
  return value;
}

function fraction(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 10)) throw new InvalidArgumentError('A number greater than 0 is wanted.');
  return value;
}

function known(name: string, before: string[] = []): string[] {
  if (!names.includes(name)) throw new InvalidArgumentError(`There are: ${names.join(', ')}.`);
  return [...before, name];
}

type Options = {
  seed: number;
  long?: true;
  scale: number;
  nodes: number;
  front?: true;
  desktop?: true;
  only?: string[];
  except?: string[];
  clients?: number;
  rate: number;
  database: string;
};

const options = new Command('test:faults')
  .description('Real clients talk while servers, databases and networks fail; then everything is compared with the log.')
  .option('--seed <number>', 'seed of all that is left to chance', whole, 1)
  .option('--long', 'long faults, 200 kills, every other fault 20 times; writes docs/reliability.md')
  .option('--scale <factor>', 'with --long: this part of its cases', fraction, 1)
  .option('--nodes <number>', 'servers; two and more share a given PostgreSQL', whole, 1)
  .option('--front', 'nginx before the servers, set up by the files of deploy/')
  .option('--desktop', 'kills in the desktop application instead: once each, or 20 times with --long (after `npm run build`)')
  .option('--only <fault>', `only this fault (can be given again): ${names.join(', ')}`, known)
  .option('--except <fault>', 'all but this one (can be given again)', known)
  .option('--clients <number>', 'people who talk (8; 20 with --long)', whole)
  .option('--rate <number>', 'messages a second, all together', whole, 150)
  .option('--database <url>', 'the PostgreSQL for --nodes', process.env.DATABASE_URL || 'postgres://root@127.0.0.1:5432/postgres')
  .parse()
  .opts<Options>();

const { seed, nodes, scale, long, rate } = options;
const length = long ? 'long' : 'short';
const say = (line: string): void => void process.stderr.write(`${line}\n`);
/** Told to stop half-way, it takes with it what it has made: servers, databases, mounted disks. */
async function stop(): Promise<void> {
  await unmakeAll();
  process.exit(130);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

const { only, except = [] } = options;
const rounds = plan(faults, { length, scale, only: only ?? names.filter((name) => !except.includes(name)) });
const began = performance.now();
const report = options.desktop
  ? await killDesktop({ seed, kills: long ? Math.max(1, Math.round(20 * scale)) : 1 })
  : await runCampaign(rounds, {
      seed,
      nodes,
      front: options.front,
      rate,
      length,
      clients: options.clients ?? (long ? 20 : 8),
      channels: 4,
      patienceMs: long ? 180_000 : 60_000,
      database: nodes > 1 ? options.database : undefined,
      say,
    });

process.stdout.write(`\n${toTerminal(report)}\n`);
if (long) {
  const command = `npm run test:faults -- ${process.argv.slice(2).join(' ')}`;
  const title = options.desktop ? DESKTOP : titleOf({ nodes, front: options.front, only, except });
  const file = join(import.meta.dirname, '..', 'docs', 'reliability.md');
  const seconds = (performance.now() - began) / 1000;
  const section = sectionOf({ title, report, seed, command, date: new Date(), seconds });
  writeFileSync(file, withSection(existsSync(file) ? readFileSync(file, 'utf8') : null, section));
  say(`written to ${file}`);
}
const wrong = complaints(report, seed);
for (const line of wrong) say(line);
process.exit(wrong.length === 0 ? 0 : 1);
