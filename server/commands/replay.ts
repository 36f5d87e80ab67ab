import { randomUUID } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { ChannelId, ChannelName, type TenantId } from '../../shared/model.ts';
import { openAccessTokens } from '../auth/access-tokens.ts';
import { createSessions } from '../auth/sessions.ts';
import { enrol, parseMembers, type WantedMembers } from '../log/enrol.ts';
import { messagesOf } from '../replay/irc-lines.ts';
import { Nicks } from '../replay/nicks.ts';
import { replay } from '../replay/replay.ts';
import { Speakers } from '../replay/speakers.ts';
import { tokensOf } from '../replay/tokens.ts';
import { addChannel, channelsByName } from '../store/channels.ts';
import type { Queries } from '../store/database.ts';
import { examples, type Place, withDatabase, withPlace } from './place.ts';
import { parseFactor, parseUrl } from './sample.ts';
import { stopSignal } from './stop-signal.ts';

interface ReplayOptions extends Place {
  url: string;
  rate: number;
  channel?: string;
  members: WantedMembers;
  connections: number;
  count: number;
}

export function register(program: Command): void {
  withPlace(program.command('replay'))
    .description('Says the messages of a folder of IRC logs live, through real client connections, one per speaker.')
    .argument('<folder>', 'where the logs are (YYYY-MM-DD….txt)')
    .requiredOption('--rate <n>', 'messages a second', parseFactor)
    .option('--url <address>', 'the running server', parseUrl, 'http://127.0.0.1:7420')
    .option('--channel <name>', "the channel; made if there is none (default: the folder's name)")
    .option(
      '--members <handles>',
      'who listens: handles with commas between, or everyone with a password',
      parseMembers,
      'everyone',
    )
    .option('--connections <n>', 'most connections at a time', parseCount, 500)
    .option('--count <n>', 'stop after so many messages', parseCount, Number.MAX_SAFE_INTEGER)
    .addHelpText('after', examples('replay samples/irc --rate 5', 'replay samples/irc --rate 200 --channel ubuntu --count 10000'))
    .action(run);
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new InvalidArgumentError('Give a whole number greater than 0.');
  return count;
}

async function run(folder: string, options: ReplayOptions): Promise<void> {
  const { data: name, error } = ChannelName.safeParse(options.channel ?? basename(resolve(folder)));
  if (name === undefined) throw error;
  const stop = new AbortController();
  void stopSignal().then(() => stop.abort());
  await withDatabase(options, async ({ queries }, log) => {
    const channel = await ensureChannel(queries, options.tenant, name);
    await enrol(queries, { tenant: options.tenant, channel, members: options.members });
    const sessions = createSessions(queries, await openAccessTokens(queries));
    const speakers = new Speakers({ url: options.url, tokenFor: tokensOf(sessions), most: options.connections });
    try {
      const replayed = await replay({
        messages: messagesOf(folder),
        channel,
        nicks: new Nicks(queries, options.tenant, channel),
        speakers,
        log,
        rate: options.rate,
        most: options.count,
        signal: stop.signal,
      });
      process.stdout.write(`${JSON.stringify({ ...replayed, connections: speakers.count() })}\n`);
      if (replayed.failed > 0) process.exitCode = 1;
    } finally {
      speakers.close();
    }
  });
}

async function ensureChannel(queries: Queries, tenant: TenantId, name: string): Promise<ChannelId> {
  const [there] = (await channelsByName(queries, tenant, name)).filter((each) => each.kind === 'persistent');
  if (there) return there.id;
  const id = ChannelId.parse(randomUUID());
  await addChannel(queries, { id, tenant, kind: 'persistent', name, topic: 'Replayed from logs', recorded: true, feed: false });
  return id;
}
