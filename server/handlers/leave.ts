import { decide } from '../policy/decide.ts';
import { channelFacts, permit, subjectOf } from '../policy/facts.ts';
import { removeMember } from '../store/channels.ts';
import type { Handler } from './handler.ts';

/**
 * Leaving what one is not in is done already: so the same call again is harmless, and what does not exist answers like what one
 * may not see.
 */
export const leave: Handler<'leave'> = async ({ roster, log, keeper }, connection, { channel, id }) => {
  const actor = connection.person;
  const subject = subjectOf(roster, actor);
  const facts = channelFacts(roster, subject, roster.channel(channel));
  if (!decide(subject, 'read-channel', { channel: facts }).allow) return {};
  permit(subject, 'leave', { channel: facts });
  await log.append({
    channel,
    id,
    actor,
    kind: 'leave',
    body: { person: actor },
    membersOnly: true,
    within: async (transaction) => {
      await removeMember(transaction, channel, actor);
    },
  });
  await keeper.channel(channel);
  return {};
};
