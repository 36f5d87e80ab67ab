import type { MessageBody } from '../../shared/events.ts';
import type { PersonId } from '../../shared/model.ts';
import { decide } from '../policy/decide.ts';
import { channelFacts, requireChannel, subjectOf } from '../policy/facts.ts';
import type { Handler } from './handler.ts';
import { tellRead } from './tell-read.ts';
import { write } from './write.ts';

export const send: Handler<'send'> = async (context, connection, { channel, id, body }) => {
  const { roster, metrics } = context;
  const actor = connection.person;
  const subject = subjectOf(roster, actor);
  const entry = requireChannel(roster, subject, 'send', channel);
  const facts = channelFacts(roster, subject, entry);
  const allowed = body.mentions?.filter(
    (person) => decide(subject, 'mention', { channel: facts, isMember: entry.members.has(person) }).allow,
  );

  const began = performance.now();
  const { seq, nth, at, repeated } = await write(context, {
    channel,
    id,
    actor,
    kind: 'message',
    body: withMentions(body, allowed),
    membersOnly: true,
    readByActor: true,
  });
  metrics.sent(performance.now() - began, repeated);
  if (!repeated) tellRead(context, connection, { channel, read: seq, readNth: nth, mentions: 0 });
  return { seq, nth, at };
};

/** Only members are mentioned: who is not there cannot be told, and naming them tells nothing about them. */
function withMentions(body: MessageBody, mentions: PersonId[] | undefined): MessageBody {
  const { mentions: _asked, ...rest } = body;
  return mentions && mentions.length > 0 ? { ...rest, mentions: [...new Set(mentions)] } : rest;
}
