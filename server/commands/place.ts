/**
 * Which database a command works on: the options that all commands share, and how they become an open database.
 */
import { type Command, InvalidArgumentError } from 'commander';
import envPaths from 'env-paths';
import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';
import { TenantId } from '../../shared/model.ts';
import { serializers } from '../discreet-errors.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { homeTenant } from '../store/people.ts';

export interface Place {
  data: string;
  tenant: TenantId;
}

/**
 * The data folder where nothing else is said: `MULLION_DATA`, or the platform's own. Under root on Linux that is
 * /var/lib/mullion, for PostgreSQL runs as a user of its own there, who cannot reach root's home.
 */
export function defaultDataFolder(): string {
  const named = process.env.MULLION_DATA;
  if (named) return named;
  if (process.platform === 'linux' && process.getuid?.() === 0) return '/var/lib/mullion';
  return envPaths('mullion', { suffix: '' }).data;
}

/** Adds `--data` and `--tenant` to a command. */
export function withPlace(command: Command): Command {
  return command
    .option('--data <dir>', 'data folder with its own PostgreSQL; DATABASE_URL goes before it', defaultDataFolder())
    .option('--tenant <name>', 'tenant, where one installation serves several', parseTenant, homeTenant);
}

function parseTenant(name: string): TenantId {
  const { data, success } = TenantId.safeParse(name);
  if (!success) throw new InvalidArgumentError('A tenant is lower-case letters, digits and hyphens.');
  return data;
}

/** A log for people at a terminal, on standard error. */
export function terminalLog(): Logger {
  const stream = pretty({ destination: 2, sync: true, ignore: 'pid,hostname,time', colorize: process.stderr.isTTY });
  return pino({ level: process.env.MULLION_LOG ?? 'info', serializers }, stream);
}

/** Opens the database for one piece of work and closes it afterwards, whatever happened. */
export async function withDatabase<T>(place: Place, work: (database: Database, log: Logger) => Promise<T>): Promise<T> {
  const log = terminalLog();
  const database = await openDatabase({ url: process.env.DATABASE_URL || undefined, data: place.data, log, connections: 4 });
  try {
    return await work(database, log);
  } finally {
    await database.close();
  }
}

/** The examples at the end of a command's help. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ npm run server -- ${line}`).join('\n')}\n`;
}
