import { requireChannel, subjectOf } from '../policy/facts.ts';
import type { Handler } from './handler.ts';
import { write } from './write.ts';

export const topic: Handler<'topic'> = async (context, connection, { channel, id, topic: words }) => {
  const { roster, keeper } = context;
  const actor = connection.person;
  requireChannel(roster, subjectOf(roster, actor), 'describe', channel);
  await write(context, {
    channel,
    id,
    actor,
    kind: 'topic',
    body: { topic: words },
    membersOnly: true,
    effect: { type: 'describes', topic: words },
  });
  await keeper.channel(channel);
  return {};
};
