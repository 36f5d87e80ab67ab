import type { ChannelEvents } from '../../shared/events.ts';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import { Seq } from '../../shared/model.ts';
import type { Gap } from '../../shared/protocol.ts';
import { decide } from '../policy/decide.ts';
import { channelFacts, knownPeople, subjectOf } from '../policy/facts.ts';
import { placesOf } from '../store/channel-states.ts';
import { channelStates } from './channel-states.ts';
import type { Context, Handler } from './handler.ts';
import { type Missed, planMissed } from './missed.ts';
import { namedIn } from './named.ts';

/**
 * The rooms are joined first, then the heads are read, then the answer is made: an event that is committed after the heads
 * were read comes as a push, so that nothing falls between. What comes both ways is the same event with the same seq.
 */
export const sync: Handler<'sync'> = async (context, connection, { cursors }) => {
  const { roster, reads } = context;
  const subject = subjectOf(roster, connection.person);
  const channels = [...roster.channelsOf(connection.person)].filter(
    (id) => decide(subject, 'read-channel', { channel: channelFacts(roster, subject, roster.channel(id)) }).allow,
  );
  connection.ignoreAll();
  connection.behind = false;
  connection.synced = true;
  connection.hear(channels);
  const heads = await reads.heads(channels);
  const headOf = (channel: ChannelId) => heads.get(channel) ?? context.heads.of(channel);
  for (const channel of channels) context.heads.put(channel, headOf(channel));

  const plans = new Map<ChannelId, Missed>();
  for (const channel of channels) {
    const plan = planMissed(cursors[channel] ?? 0, headOf(channel).head);
    if (plan) plans.set(channel, plan);
  }
  const [states, missed, gaps] = await Promise.all([
    channelStates(context, connection.person, channels, headOf),
    missedEvents(context, plans),
    gapsOf(context, plans),
  ]);
  const named = new Set<PersonId>([connection.person]);
  for (const state of states) if (state.peer !== undefined) named.add(state.peer);
  const spoke = namedIn(missed.flatMap((run) => run.events));
  const { people, firms } = knownPeople(roster, subject, [...named, ...spoke], spoke);
  const allFirms = new Map(firms.map((firm) => [firm.id, firm]));
  for (const { firm: id } of states.flatMap((state) => state.firms)) {
    const firm = roster.firm(id);
    if (firm) allFirms.set(id, firm);
  }
  return {
    me: roster.mustPerson(connection.person).person,
    now: Date.now(),
    firms: [...allFirms.values()],
    people,
    channels: states,
    missed,
    gaps,
  };
};

async function missedEvents({ reads }: Context, plans: ReadonlyMap<ChannelId, Missed>): Promise<ChannelEvents[]> {
  return await reads.runs(
    [...plans].map(([channel, { after, count }]) => ({ channel, after: Seq.parse(after), upTo: Seq.parse(after + count) })),
  );
}

async function gapsOf({ queries }: Context, plans: ReadonlyMap<ChannelId, Missed>): Promise<Gap[]> {
  const asked = [...plans].flatMap(([channel, { gap }]) => (gap ? [{ channel, ...gap }] : []));
  const places = await placesOf(
    queries,
    asked.flatMap(({ channel, from, to }) => [from - 1, from, to].map((seq) => ({ channel, seq }))),
  );
  const at = new Map(places.map((place) => [`${place.channel} ${place.seq}`, place]));
  return asked.map(({ channel, from, to }) => ({
    channel,
    from: Seq.parse(from),
    to: Seq.parse(to),
    messages: (at.get(`${channel} ${to}`)?.nth ?? 0) - (at.get(`${channel} ${from - 1}`)?.nth ?? 0),
    since: at.get(`${channel} ${from}`)?.at ?? 0,
  }));
}
