import { requireChannel, subjectOf } from '../policy/facts.ts';
import type { Handler } from './handler.ts';
import { requireRoom } from './require-room.ts';

export const rename: Handler<'rename'> = async (context, connection, { channel, id, name }) => {
  const { roster, log, keeper } = context;
  const actor = connection.person;
  requireChannel(roster, subjectOf(roster, actor), 'describe', channel);
  requireRoom(context, channel);
  await log.append({
    channel,
    id,
    actor,
    kind: 'rename',
    body: { name },
    membersOnly: true,
    effect: { type: 'describes', name },
  });
  await keeper.channel(channel);
  return {};
};
