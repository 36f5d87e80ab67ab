import { requireChannel, subjectOf } from '../policy/facts.ts';
import type { Handler } from './handler.ts';
import { requireRoom } from './require-room.ts';
import { stateOf } from './state-of.ts';

/** Joining what one is a member of already answers with its state and adds nothing. */
export const join: Handler<'join'> = async (context, connection, { channel, id }) => {
  const { roster, log, keeper } = context;
  const actor = connection.person;
  const entry = requireChannel(roster, subjectOf(roster, actor), 'join', channel);
  if (!entry.members.has(actor)) {
    requireRoom(context, channel);
    await log.append({
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
