/** Every answer, judged: one entry for each call, so that a new one does not compile until somebody says what it may tell. */
import { isDeepStrictEqual } from 'node:util';
import { type Problem, problem, resultOf } from '../../../shared/errors.ts';
import { ChannelId } from '../../../shared/model.ts';
import { type CallInput, type CallName, type CallOutput, calls } from '../../../shared/protocol.ts';
import { z } from '../../../shared/schema.ts';
import type { Asked } from './capture.ts';
import * as field from './fields.ts';
import type { ToldPresences } from './pushes.ts';
import type { Seen } from './seen.ts';

type Judge<N extends CallName> = (seen: Seen, output: CallOutput<N>, input: CallInput<N>, told: ToldPresences) => void;

const nothing = (seen: Seen, output: object): void => seen.demand(Object.keys(output).length === 0, 'it says something');

const judges: { [N in CallName]: Judge<N> } = {
  sync(seen, { me, now, firms, people, channels, missed, gaps }) {
    seen.demand(me.id === seen.viewer, 'it is somebody else');
    field.person(seen, me);
    field.clock(seen, now);
    for (const person of people) field.person(seen, person);
    for (const firm of firms) field.firm(seen, firm);
    for (const channel of channels) field.state(seen, channel);
    const ids = new Set(channels.map(({ channel }) => channel.id));
    if (seen.isQuiet) seen.demand(isDeepStrictEqual(ids, new Set(seen.sights[0]?.reads.keys())), 'these are not all channels');
    for (const { channel, events } of missed) {
      seen.demand(seen.reads(channel), `what was missed in ${channel} is told to somebody who is no member`);
      for (const event of events) {
        field.event(seen, channel, event);
        seen.rightly('event by asking');
      }
    }
    for (const { channel, from, to, messages, since } of gaps) {
      const { record } = seen.truth;
      seen.demand(seen.reads(channel), `a gap in ${channel} is told to somebody who is no member`);
      const count = (record.countAt(channel, to) ?? 0) - (record.countAt(channel, from - 1) ?? 0);
      seen.demand(messages === count && since === record.at(channel, from)?.at, `the gap in ${channel} is not so`);
    }
  },
  send(seen, { seq, nth, at }, { channel, id }) {
    const event = seen.truth.record.at(channel, seq);
    seen.demand(seen.reads(channel), `${channel} was written to by somebody who is no member`);
    seen.demand(event?.actor === seen.viewer && event.id === id, `event ${seq} is another`);
    seen.demand(event?.nth === nth && event.at === at, `event ${seq} has another number or time`);
    seen.rightly('acknowledgement');
  },
  history(seen, { events, people, head }, { channel }) {
    seen.demand(seen.reads(channel), `the history of ${channel} is told to somebody who is no member`);
    for (const event of events) {
      field.event(seen, channel, event);
      seen.rightly('event by asking');
    }
    for (const person of people) field.person(seen, person);
    const count = seen.truth.record.countAt(channel, head);
    seen.demand(count !== undefined && seen.isPlace(channel, head, count), `${channel} does not go as far as ${head}`);
  },
  read(seen, cursor, { channel }) {
    seen.demand(seen.reads(channel), `somebody who is no member has read ${channel}`);
    seen.demand(field.isCursor(seen, channel, cursor), `a cursor cannot be ${JSON.stringify(cursor)}`);
    seen.rightly('cursor');
  },
  people(seen, { people, firms }, { ids }) {
    for (const person of people) field.person(seen, person);
    for (const firm of firms) field.firm(seen, firm);
    const told = new Set(people.map(({ id }) => id));
    seen.demand(
      [...told].every((id) => ids.includes(id)),
      'somebody is told of who was not asked for',
    );
    const withheld = ids.filter((id) => !told.has(id) && seen.sights.every(({ knows }) => knows.has(id)));
    seen.demand(withheld.length === 0, `${withheld.join(', ')} is withheld from somebody who knows them`);
  },
  directory(seen, { people, firms, channels }, { query }) {
    for (const person of people) field.findable(seen, person);
    for (const firm of firms) field.firm(seen, firm);
    for (const channel of channels) field.found(seen, channel);
    const [sight] = seen.sights;
    if (query !== '' || !seen.isQuiet || !sight) return;
    const all = [...sight.knows].filter((id) => id !== seen.viewer && !sight.state.closed.has(id));
    seen.demand(
      isSame(
        people.map(({ id }) => id),
        all,
      ),
      'these are not all people',
    );
    seen.demand(
      isSame(
        channels.map(({ id }) => id),
        [...sight.finds.keys()],
      ),
      'these are not all channels',
    );
  },
  members(seen, { members, people, firms }, { channel }) {
    const places = seen.sights.flatMap(({ reads }) => reads.get(channel) ?? []);
    seen.demand(places.length > 0, `the members of ${channel} are told to somebody who is no member`);
    const isSo = places.some(
      (place) => place.members.size === members.length && members.every((member) => field.member(seen, place, member)),
    );
    const isNew = seen.frame.moment.states[0].places.get(channel) === undefined;
    seen.demand(isSo || isNew, `the members of ${channel} are others`);
    for (const person of people) {
      seen.demand(seen.knows(person.id), `${person.handle} is no acquaintance`);
      field.person(seen, person);
    }
    for (const firm of firms) field.firm(seen, firm);
  },
  create: (seen, { channel }) => field.state(seen, channel),
  join: (seen, { channel }) => field.state(seen, channel),
  leave: nothing,
  invite: nothing,
  rename: nothing,
  topic: nothing,
  presence: nothing,
  watch(seen, { presences }, { people }, told) {
    seen.demand(
      isDeepStrictEqual(
        presences.map(({ person }) => person),
        [...new Set(people)],
      ),
      'these are other people',
    );
    told.clear();
    for (const presence of presences) {
      told.set(presence.person, JSON.stringify(presence));
      field.presence(seen, presence);
    }
  },
};

const Answer = resultOf(z.unknown());

export function judgeAnswer(seen: Seen, { call, input }: Asked, answer: unknown, told: ToldPresences): void {
  const result = Answer.parse(answer);
  if (result.ok) judgeOne(seen, call, result.value, input, told);
  else {
    seen.demand(isDeepStrictEqual(result, answer), 'the refusal holds more than the protocol knows');
    judgeRefusal(seen, result.error, input);
  }
}

function judgeOne<N extends CallName>(seen: Seen, call: N, value: unknown, input: unknown, told: ToldPresences): void {
  const outputs: { [C in CallName]: { output: { parse(value: unknown): CallOutput<C> } } } = calls;
  const inputs: { [C in CallName]: { input: { parse(value: unknown): CallInput<C> } } } = calls;
  const output = outputs[call].output.parse(value);
  seen.demand(isDeepStrictEqual(output, value), 'it holds more than the protocol knows');
  judges[call](seen, output, inputs[call].input.parse(input), told);
}

/** What is not found is refused in one sentence; another refusal tells of the channel that it is there, so only to its members. */
function judgeRefusal(seen: Seen, why: Problem, input: unknown): void {
  const { channel } = z.object({ channel: ChannelId.optional() }).parse(input);
  const isMember = channel !== undefined && seen.reads(channel);
  const isClosed = seen.any(({ state, viewer }) => state.closed.has(viewer));
  const plain = isDeepStrictEqual(why, problem('not-found')) || (isClosed && isDeepStrictEqual(why, problem('disabled')));
  const inside = isMember && (why.code === 'not-allowed' || why.code === 'read-only');
  seen.demand(plain || inside, `it is refused with ${JSON.stringify(why)}`);
  seen.rightly('refusal');
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return isDeepStrictEqual([...one].sort(), [...other].sort());
}
