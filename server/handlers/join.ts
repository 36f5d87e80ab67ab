import { requireChannel, subjectOf } from '../policy/facts.ts';
import { addMember } from '../store/channels.ts';
import type { Handler } from './handler.ts';
import { stateOf } from './state-of.ts';

/** Joining what one is a member of already answers with its state and adds nothing. */
export const join: Handler<'join'> = async (context, connection, { channel, id }) => {
  const { roster, log, keeper } = context;
  const actor = connection.person;
  const entry = requireChannel(roster, subjectOf(roster, actor), 'join', channel);
  if (!entry.members.has(actor)) {
    await log.append({
      channel,
      id,
      actor,
      kind: 'join',
      body: { person: actor },
      within: async (transaction) => {
        await addMember(transaction, channel, actor, 'member');
      },
    });
    await keeper.channel(channel);
  }
  return { channel: await stateOf(context, actor, channel) };
};
