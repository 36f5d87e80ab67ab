/**
 * `mullion-server`: the server and its tools, all usable while it runs.
 *
 * Exit codes: 0 done; 1 it did not work, or `doctor` found something; 2 the command line was not understood.
 */
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { describeIssues, MullionError } from '../shared/errors.ts';

/** Each is loaded only when it is asked for, or help is: a tool need not wait for all of the server to be read. */
const commands = {
  serve: () => import('./commands/serve.ts'),
  user: () => import('./commands/user.ts'),
  channel: () => import('./commands/channel.ts'),
  import: () => import('./commands/import.ts'),
  ticket: () => import('./commands/ticket.ts'),
  doctor: () => import('./commands/doctor.ts'),
  sample: () => import('./commands/sample.ts'),
  replay: () => import('./commands/replay.ts'),
};

async function compose(args: readonly string[]): Promise<Command> {
  const program = new Command('mullion-server');
  program
    .description('The Mullion server and its tools. Each command tells more with --help.')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`mullion-server: ${oneLine(text)}\n`) });
  const named = Object.entries(commands).filter(([name]) => name === args[0]);
  for (const [, load] of named.length > 0 ? named : Object.entries(commands)) (await load()).register(program);
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
    await (await compose(args)).parseAsync(args, { from: 'user' });
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
