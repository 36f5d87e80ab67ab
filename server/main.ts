/**
 * `mullion-server`: the server and its tools, all usable while it runs.
 *
 * Exit codes: 0 done; 1 it did not work, or `doctor` found something; 2 the command line was not understood.
 */
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { describeIssues, MullionError } from '../shared/errors.ts';
import * as channel from './commands/channel.ts';
import * as doctor from './commands/doctor.ts';
import * as imports from './commands/import.ts';
import * as replay from './commands/replay.ts';
import * as sample from './commands/sample.ts';
import * as serve from './commands/serve.ts';
import * as ticket from './commands/ticket.ts';
import * as user from './commands/user.ts';

const commands = [serve, user, channel, imports, ticket, doctor, sample, replay];

function compose(): Command {
  const program = new Command('mullion-server');
  program
    .description('The Mullion server and its tools. Each command tells more with --help.')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`mullion-server: ${oneLine(text)}\n`) });
  for (const command of commands) command.register(program);
  return program;
}

/** What Commander says, without its prefix, as one line. */
function oneLine(text: string): string {
  return text
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ');
}

/** What went wrong, in one sentence. The whole of it is shown with MULLION_DEBUG=1. */
function sentenceOf(error: unknown): string {
  if (error instanceof MullionError) {
    const cause = error.code === 'internal' && error.cause instanceof Error ? ` (${oneLine(error.cause.message)})` : '';
    return `${error.message}${cause}`;
  }
  if (error instanceof z.ZodError) return describeIssues(error);
  return `Something unexpected happened: ${oneLine(error instanceof Error ? error.message : String(error))}`;
}

async function run(args: string[]): Promise<number> {
  try {
    await compose().parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) {
      const wanted = ['commander.helpDisplayed', 'commander.version', 'commander.help'].includes(error.code);
      return wanted && args.length > 0 && error.exitCode === 0 ? 0 : 2;
    }
    process.stderr.write(`mullion-server: ${sentenceOf(error)}\n`);
    if (process.env.MULLION_DEBUG) console.error(error);
    return error instanceof MullionError && error.code === 'bad-request' ? 2 : 1;
  }
}

// Whoever reads what is printed may stop reading (`| head`): then nobody wants the rest.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2));
