import { requireChannel, subjectOf } from '../policy/facts.ts';
import type { Handler } from './handler.ts';
import { write } from './write.ts';

export const rename: Handler<'rename'> = async (context, connection, { channel, id, name }) => {
  const { roster, keeper } = context;
  const actor = connection.person;
  requireChannel(roster, subjectOf(roster, actor), 'describe', channel);
  await write(context, {
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
