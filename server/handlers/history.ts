import { Seq } from '../../shared/model.ts';
import { knownPeople, requireChannel, subjectOf } from '../policy/facts.ts';
import type { Handler } from './handler.ts';
import { namedIn } from './named.ts';

export const history: Handler<'history'> = async ({ roster, log, heads }, connection, { channel, before, after, limit }) => {
  const subject = subjectOf(roster, connection.person);
  requireChannel(roster, subject, 'read-channel', channel);
  const events = await log.page(channel, {
    limit,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
  const named = namedIn(events);
  const { people } = knownPeople(roster, subject, named, named);
  const newest = events.at(-1)?.seq ?? 0;
  return { events, people, head: Seq.parse(Math.max(heads.of(channel).head, newest)) };
};
