import { requireChannel, subjectOf } from '../policy/facts.ts';
import type { Handler } from './handler.ts';
import { requireRoom } from './require-room.ts';

export const topic: Handler<'topic'> = async (context, connection, { channel, id, topic: words }) => {
  const { roster, log, keeper } = context;
  const actor = connection.person;
  requireChannel(roster, subjectOf(roster, actor), 'describe', channel);
  requireRoom(context, channel);
  await log.append({
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
