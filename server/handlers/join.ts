import { requireChannel, subjectOf } from '../policy/facts.ts';
import type { Handler } from './handler.ts';
import { stateOf } from './state-of.ts';
import { write } from './write.ts';

/** Joining what one is a member of already answers with its state and adds nothing. */
export const join: Handler<'join'> = async (context, connection, { channel, id }) => {
  const { roster, keeper } = context;
  const actor = connection.person;
  const entry = requireChannel(roster, subjectOf(roster, actor), 'join', channel);
  if (!entry.members.has(actor)) {
    await write(context, {
      channel,
      id,
      actor,
      kind: 'join',
      body: { person: actor },
      effect: { type: 'enters', person: actor, role: 'member' },
    });
    await keeper.channel(channel);
  }
  return { channel: await stateOf(context, actor, channel) };
};
