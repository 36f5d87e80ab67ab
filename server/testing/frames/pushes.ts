/** Every push, judged: one entry for each, so that a new one does not compile until somebody says what it may tell. */
import { isDeepStrictEqual } from 'node:util';
import { problem } from '../../../shared/errors.ts';
import { ChannelId, type PersonId } from '../../../shared/model.ts';
import { type PushName, type PushOf, pushes, pushNames } from '../../../shared/protocol.ts';
import * as field from './fields.ts';
import type { Seen } from './seen.ts';

/** What one connection was told last of each person's presence. */
export type ToldPresences = Map<PersonId, string>;

const judges: { [N in PushName]: (seen: Seen, push: PushOf<N>, told: ToldPresences) => void } = {
  events(seen, { channel, events }) {
    for (const event of events) {
      const verb = `event ${event.seq} of ${channel} is heard`;
      seen.demand(seen.hears(channel, event.seq), `${verb} by somebody who is no member`);
      field.event(seen, channel, event);
      seen.rightly('event');
    }
  },
  heads(seen, { now, heads }) {
    field.clock(seen, now);
    for (const [id, place] of Object.entries(heads)) {
      const channel = ChannelId.parse(id);
      seen.demand(seen.hears(channel, place.head), `how far ${channel} goes is told to somebody who is no member`);
      seen.demand(seen.isPlace(channel, place.head, place.headNth), `${channel} does not go as far as ${JSON.stringify(place)}`);
      seen.rightly('head');
    }
  },
  channel(seen, { channel, people, firms }) {
    field.state(seen, channel);
    for (const person of people) field.person(seen, person);
    for (const firm of firms) field.firm(seen, firm);
  },
  gone(seen, { channel }) {
    const { moments } = seen.truth;
    const past = moments.slice(0, moments.indexOf(seen.frame.moment) + 1);
    const wasMember = past.some(({ states }) => states.some(({ places }) => places.get(channel)?.members.has(seen.viewer)));
    seen.demand(wasMember, `${channel} is gone for somebody who was never a member`);
    seen.rightly('gone');
  },
  presence(seen, { presences }, told) {
    for (const presence of presences) {
      const before = told.get(presence.person);
      // When somebody unknown does something is a thing to know, too.
      seen.demand(before !== undefined, `${presence.person} is not watched`);
      seen.demand(before !== JSON.stringify(presence), `the presence of ${presence.person} is told twice`);
      told.set(presence.person, JSON.stringify(presence));
      field.presence(seen, presence);
    }
  },
  read(seen, { channel, ...cursor }) {
    seen.demand(seen.reads(channel), `a cursor in ${channel} is told to somebody who is no member`);
    seen.demand(field.isCursor(seen, channel, cursor), `a cursor cannot be ${JSON.stringify(cursor)}`);
    seen.rightly('cursor');
  },
  resync: () => undefined,
  /** What the server itself lacks is everybody's to know, and of nobody. */
  condition: () => undefined,
  bye(seen, why) {
    const known = [problem('disabled'), problem('token-invalid')];
    seen.demand(
      known.some((each) => isDeepStrictEqual(each, why)),
      'this is no reason to end',
    );
    seen.rightly('bye');
  },
};

export function judgePush(seen: Seen, name: string, value: unknown, told: ToldPresences): void {
  const known = pushNames.find((each) => each === name);
  if (known === undefined) seen.demand(false, `there is no push ${name}`);
  else judgeOne(seen, known, value, told);
}

function judgeOne<N extends PushName>(seen: Seen, name: N, value: unknown, told: ToldPresences): void {
  const schemas: { [P in PushName]: { parse(value: unknown): PushOf<P> } } = pushes;
  const push = schemas[name].parse(value);
  seen.demand(isDeepStrictEqual(push, value), 'it holds more than the protocol knows');
  judges[name](seen, push, told);
}
