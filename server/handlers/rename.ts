import { requireChannel, subjectOf } from '../policy/facts.ts';
import { describeChannel } from '../store/channels.ts';
import type { Handler } from './handler.ts';

export const rename: Handler<'rename'> = async ({ roster, log, keeper }, connection, { channel, id, name }) => {
  const actor = connection.person;
  requireChannel(roster, subjectOf(roster, actor), 'describe', channel);
  await log.append({
    channel,
    id,
    actor,
    kind: 'rename',
    body: { name },
    membersOnly: true,
    within: (transaction) => describeChannel(transaction, channel, { name }),
  });
  await keeper.channel(channel);
  return {};
};
