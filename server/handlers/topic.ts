import { requireChannel, subjectOf } from '../policy/facts.ts';
import { describeChannel } from '../store/channels.ts';
import type { Handler } from './handler.ts';

export const topic: Handler<'topic'> = async ({ roster, log, keeper }, connection, { channel, id, topic: words }) => {
  const actor = connection.person;
  requireChannel(roster, subjectOf(roster, actor), 'describe', channel);
  await log.append({
    channel,
    id,
    actor,
    kind: 'topic',
    body: { topic: words },
    membersOnly: true,
    within: (transaction) => describeChannel(transaction, channel, { topic: words }),
  });
  await keeper.channel(channel);
  return {};
};
