import { basename, resolve } from 'node:path';
import { SingleBar } from 'cli-progress';
import { type Command, InvalidArgumentError } from 'commander';
import { ChannelName } from '../../shared/model.ts';
import { type IrcImported, importIrc } from '../import/import-irc.ts';
import { kinds } from '../import/tally.ts';
import { parseMembers, type WantedMembers } from '../log/enrol.ts';
import { examples, type Place, withDatabase, withPlace } from './place.ts';

interface IrcOptions extends Place {
  channel?: string;
  members: WantedMembers;
  json?: true;
  list?: true;
}

/** How many lines of each kind that was not imported are named without `--list`. */
const SHOWN = 5;

export function register(program: Command): void {
  const command = program.command('import').description('Brings in conversations from elsewhere.');

  withPlace(command.command('irc'))
    .description(
      'Imports a folder of IRC logs (YYYY-MM-DD….txt) into one channel, with original times. Repeating it adds nothing.',
    )
    .argument('<folder>', 'where the logs are')
    .option('--channel <name>', "the channel; made if there is none (default: the folder's name)", parseChannel)
    .option(
      '--members <handles>',
      'who becomes a member: handles with commas between, or everyone with a password',
      parseMembers,
      'everyone',
    )
    .option('--json', 'print the figures as JSON, with every line that was not imported')
    .option('--list', 'name every line that was not imported')
    .addHelpText('after', examples('import irc samples/irc --channel ubuntu --members mara,okoye'))
    .action(irc);
}

function parseChannel(name: string): string {
  const { data, error } = ChannelName.safeParse(name);
  if (data === undefined) throw new InvalidArgumentError(error.issues[0]?.message ?? 'This is not a name for a channel.');
  return data;
}

async function irc(folder: string, options: IrcOptions): Promise<void> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt);
  const progress = showProgress();
  const began = performance.now();
  const imported = await withDatabase(options, ({ queries }) =>
    importIrc(queries, {
      tenant: options.tenant,
      folder,
      channel: options.channel ?? parseChannel(basename(resolve(folder))),
      members: options.members,
      onProgress: progress.update,
      signal: stop.signal,
    }),
  ).finally(() => {
    progress.stop();
    process.off('SIGINT', interrupt);
  });
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(
    options.json ? `${JSON.stringify({ ...imported, seconds }, undefined, 2)}\n` : tableOf(imported, seconds, options.list),
  );
  if (!imported.complete) process.exitCode = 1;
}

interface Progress {
  update(progress: { files: number; of: number; events: number }): void;
  stop(): void;
}

/** A bar on a terminal, a line every tenth of the way elsewhere; on standard error, for the figures go to standard output. */
function showProgress(): Progress {
  if (process.stderr.isTTY) {
    const bar = new SingleBar({
      format: '{bar} {value}/{total} files, {events} events, {eta_formatted} left',
      stream: process.stderr,
    });
    return {
      update: ({ files, of, events }) => (bar.isActive ? bar.update(files, { events }) : bar.start(of, files, { events })),
      stop: () => bar.stop(),
    };
  }
  let told = 0;
  return {
    update: ({ files, of, events }) => {
      if (Math.floor((files * 10) / of) <= told) return;
      told = Math.floor((files * 10) / of);
      process.stderr.write(`${files} of ${of} files, ${events} events\n`);
    },
    stop: () => undefined,
  };
}

function tableOf(imported: IrcImported, seconds: number, all: true | undefined): string {
  const rows: [string, number][] = [
    ['files', imported.files],
    ['lines', imported.lines],
    ...kinds.map((kind): [string, number] => [`  ${labels[kind]}`, imported.counts[kind]]),
    ['messages and actions without text', imported.empty],
    ['lines that were not UTF-8 (read as Windows-1252)', imported.windows1252],
    ['times the clock passed midnight', imported.midnights],
    ['times a 12-hour clock came round', imported.halfDays],
    ['people who sent messages', imported.speakers],
    ['events added', imported.added],
    ['events that were there already', imported.repeated],
    ['new members', imported.joined],
  ];
  const lines = rows.map(([label, value]) => `${label.padEnd(52)}${value.toLocaleString('en-GB').padStart(10)}`);
  for (const kind of kinds) {
    const listed = imported.listed.filter((each) => each.kind === kind);
    if (listed.length === 0) continue;
    lines.push(`not imported, ${labels[kind]}:`);
    lines.push(...listed.slice(0, all ? undefined : SHOWN).map(({ file, line }) => `  ${file}:${line}`));
    if (!all && listed.length > SHOWN) lines.push(`  and ${listed.length - SHOWN} more, which --list names`);
  }
  for (const file of imported.undated) lines.push(`left alone, no date in its name: ${file}`);
  const rate = Math.round((imported.added + imported.repeated) / seconds);
  lines.push(`${seconds.toFixed(1)} s, ${rate.toLocaleString('en-GB')} events a second`);
  if (!imported.complete) lines.push('Stopped before the end. Run it again to go on.');
  return `${lines.join('\n')}\n`;
}

const labels = {
  message: 'messages',
  action: 'actions',
  'status-action': 'actions in the older form (=== nick does)',
  join: 'joins',
  leave: 'leaves',
  rename: 'renames',
  mode: 'mode changes',
  topic: 'topic changes',
  network: 'network notices',
  other: 'other lines',
} as const;
