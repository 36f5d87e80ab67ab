import { decide } from '../policy/decide.ts';
import { channelFacts, permit, subjectOf } from '../policy/facts.ts';
import type { Handler } from './handler.ts';
import { write } from './write.ts';

/**
 * Leaving what one is not in is done already: so the same call again is harmless, and what does not exist answers like what one
 * may not see.
 */
export const leave: Handler<'leave'> = async (context, connection, { channel, id }) => {
  const { roster, keeper } = context;
  const actor = connection.person;
  const subject = subjectOf(roster, actor);
  const facts = channelFacts(roster, subject, roster.channel(channel));
  if (!decide(subject, 'read-channel', { channel: facts }).allow) return {};
  permit(subject, 'leave', { channel: facts });
  const { repeated } = await write(context, {
    channel,
    id,
    actor,
    kind: 'leave',
    body: { person: actor },
    membersOnly: true,
    effect: { type: 'parts', person: actor },
  });
  if (!repeated) keeper.parted(channel, actor);
  await keeper.channel(channel);
  return {};
};
