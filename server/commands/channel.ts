import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { MullionError } from '../../shared/errors.ts';
import { ChannelId, ChannelName, Topic } from '../../shared/model.ts';
import { enrol, parseMembers, type WantedMembers } from '../log/enrol.ts';
import { addChannel, channelsByName } from '../store/channels.ts';
import { examples, type Place, withDatabase, withPlace } from './place.ts';

interface AddOptions extends Place {
  kind: 'group' | 'persistent';
  topic: string;
  members: WantedMembers;
  feed?: true;
  recorded: boolean;
}

export function register(program: Command): void {
  const channel = program.command('channel').description('Channels: add them.');

  withPlace(channel.command('add'))
    .description('Adds a channel with its members. The first of them owns it.')
    .argument('<name>', 'what the channel is called', parseName)
    .addOption(
      new Option('--kind <kind>', 'a persistent channel can be found and joined')
        .choices(['group', 'persistent'])
        .default('persistent'),
    )
    .option('--topic <topic>', 'what it is about, in one line', parseTopic, '')
    .option('--members <handles>', 'handles with commas between, or "everyone"', parseMembers, [])
    .option('--feed', 'written by bots and feeds only')
    .option('--no-recorded', 'the firm keeps no record of it')
    .addHelpText('after', examples('channel add rates-eur --topic "EUR rates desk" --members mara,okoye,sato'))
    .action(add);
}

function parseName(name: string): string {
  const { data, error } = ChannelName.safeParse(name);
  if (data === undefined) throw new InvalidArgumentError(error.issues[0]?.message ?? 'This is not a name for a channel.');
  return data;
}

function parseTopic(topic: string): string {
  const { data, error } = Topic.safeParse(topic);
  if (data === undefined) throw new InvalidArgumentError(error.issues[0]?.message ?? 'This is not a topic.');
  return data;
}

async function add(name: string, options: AddOptions): Promise<void> {
  const { kind, tenant, topic, members, feed = false, recorded } = options;
  const joined = await withDatabase(options, async ({ queries }) => {
    if ((await channelsByName(queries, tenant, name)).length > 0) {
      throw new MullionError('already-exists', `There is a channel called ${name} already.`);
    }
    const id = ChannelId.parse(randomUUID());
    return enrol(queries, {
      tenant,
      channel: id,
      members,
      before: (transaction) => addChannel(transaction, { id, tenant, kind, name, topic, recorded, feed }),
    });
  });
  process.stdout.write(`${name} was added with ${joined} ${joined === 1 ? 'member' : 'members'}.\n`);
}
