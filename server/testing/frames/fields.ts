/**
 * Each part of a frame, field by field: what it says is so, and the viewer may know it. Every number and every time is held
 * against what it is a number or a time of.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ChannelEvent } from '../../../shared/events.ts';
import type { Channel, ChannelId, Firm, Member, Person, Presence } from '../../../shared/model.ts';
import type { ChannelState } from '../../../shared/protocol.ts';
import { cursorKey, type Seen } from './seen.ts';
import type { Place } from './state.ts';

/** How far a frame's clock may be behind its arrival (ms), on a machine that has other things to do. */
const UNDER_WAY_MS = 60_000;

export function clock(seen: Seen, now: number): void {
  seen.demand(now <= seen.frame.at && now >= seen.frame.at - UNDER_WAY_MS, `the clock says ${now}`);
}

/** A person by name: known, or named in what the viewer reads. */
export function person(seen: Seen, told: Person): void {
  const truth = seen.truth.world.citizens.get(told.id);
  seen.demand(isDeepStrictEqual(truth?.person, told), `${told.handle} is said to be otherwise`);
  seen.demand(seen.knows(told.id) || seen.readsOf(told.id), `${told.handle} is no acquaintance`);
  seen.rightly('name');
}

/** A person as the directory finds them. */
export function findable(seen: Seen, told: Person): void {
  person(seen, told);
  const found = seen.any(({ knows, state }) => knows.has(told.id) && !state.closed.has(told.id));
  seen.demand(found && told.id !== seen.viewer, `${told.handle} cannot be found`);
}

export function firm(seen: Seen, told: Firm): void {
  const { firms, citizens } = seen.truth.world;
  seen.demand(isDeepStrictEqual(firms.get(told.id), told), `firm ${told.name} is said to be otherwise`);
  const people = [...citizens.values()].filter((citizen) => citizen.person.firm === told.id);
  seen.demand(
    people.some(({ person: { id } }) => seen.knows(id) || seen.readsOf(id)),
    `firm ${told.name} has nobody whom the viewer knows`,
  );
  seen.rightly('firm');
}

/** A channel as it is called, to somebody who could join it. */
export function found(seen: Seen, told: Channel): void {
  const isSo = seen.any(({ finds }) => isDeepStrictEqual(finds.get(told.id)?.channel, told));
  seen.demand(isSo, `channel ${told.name} cannot be found, or is called otherwise`);
  seen.rightly('channel found');
}

/** One line for each field: a field that is new has no line, and does not compile. */
const stateFields: { [K in keyof Required<ChannelState>]: (state: ChannelState, place: Place, seen: Seen) => boolean } = {
  channel: ({ channel }, place) => isDeepStrictEqual(channel, place.channel),
  role: ({ role }, place, seen) => place.members.get(seen.viewer)?.role === role,
  head: ({ channel, head, headNth }, _place, seen) => seen.isPlace(channel.id, head, headNth),
  headNth: ({ channel, head, headNth }, _place, seen) => seen.isPlace(channel.id, head, headNth),
  read: (state, _place, seen) => isCursor(seen, state.channel.id, state),
  readNth: (state, _place, seen) => isCursor(seen, state.channel.id, state),
  mentions: (state, _place, seen) => isCursor(seen, state.channel.id, state),
  firms: ({ firms }, place, seen) =>
    isDeepStrictEqual(new Map(firms.map((each) => [each.firm, each.members])), counts(seen, place)),
  peer({ channel, peer }, { members }, seen) {
    const other = [...members.keys()].find((id) => id !== seen.viewer);
    return channel.kind === 'direct' ? peer === other : peer === undefined;
  },
};

/** A channel as one of its members has it. */
export function state(seen: Seen, told: ChannelState): void {
  const id = told.channel.id;
  const places = seen.sights.flatMap(({ reads }) => reads.get(id) ?? []);
  seen.demand(places.length > 0, `channel ${told.channel.name} is none of the viewer's`);
  const isNew = seen.frame.moment.states[0].places.get(id) === undefined;
  const wrong = places.map((place) =>
    Object.entries(stateFields).flatMap(([field, isSo]) => {
      // While a channel is being made its members come one after the other.
      const isGrowing = isNew && field === 'firms' && isPartOf(told, counts(seen, place));
      return isGrowing || isSo(told, place, seen) ? [] : [field];
    }),
  );
  const least = wrong.sort((one, other) => one.length - other.length)[0] ?? [];
  seen.demand(least.length === 0, `channel ${told.channel.name}: ${least.join(', ')} cannot be so`);
  seen.rightly('channel');
}

/** How far the viewer has read: nobody else's cursor, and no more mentions than mean the viewer. */
export function isCursor(seen: Seen, channel: ChannelId, told: { read: number; readNth: number; mentions: number }): boolean {
  const { record, cursors } = seen.truth;
  const { read, readNth, mentions } = told;
  const event = record.at(channel, read);
  const spoke = event?.kind === 'message' && event.actor === seen.viewer;
  const asked = cursors.get(cursorKey(seen.viewer, channel))?.has(read) ?? false;
  if (read !== 0 && !spoke && !asked) return false;
  return seen.isPlace(channel, read, readNth) && mentions <= record.mentionsAfter(channel, seen.viewer, read);
}

export function event(seen: Seen, channel: ChannelId, told: ChannelEvent): void {
  const truth = seen.truth.record.at(channel, told.seq);
  seen.demand(isDeepStrictEqual(truth, told), `event ${told.seq} is said to be otherwise`);
  seen.demand(told.at <= seen.frame.at, `event ${told.seq} is of the future`);
}

export function member(seen: Seen, place: Place, told: Member): boolean {
  const truth = place.members.get(told.person);
  return (
    truth?.role === told.role && told.joinedAt >= truth.joined.from && told.joinedAt <= truth.joined.to && seen.knows(told.person)
  );
}

/** A presence: of somebody whom the viewer knows, and so they may be; or nothing but that it is unknown. */
export function presence(seen: Seen, told: Presence): void {
  if (told.status === 'unknown') {
    seen.demand(Object.keys(told).length === 2, 'an unknown presence says more');
    const known = seen.sights.every(({ knows }) => knows.has(told.person));
    seen.demand(!known, `the presence of ${told.person} is withheld from somebody who knows them`);
    return;
  }
  seen.demand(seen.knows(told.person), `the presence of ${told.person} (${told.status}) is none of the viewer's business`);
  seen.demand(seen.truth.whereabouts.couldBe(told), `the presence of ${told.person} is said to be ${JSON.stringify(told)}`);
  seen.rightly('presence');
}

function counts(seen: Seen, place: Place): Map<string, number> {
  const counted = new Map<string, number>();
  for (const id of place.members.keys()) {
    const belongs = seen.truth.world.citizens.get(id)?.person.firm;
    if (belongs !== undefined) counted.set(belongs, (counted.get(belongs) ?? 0) + 1);
  }
  return counted;
}

function isPartOf({ firms }: ChannelState, whole: ReadonlyMap<string, number>): boolean {
  return firms.every(({ firm: id, members }) => members <= (whole.get(id) ?? 0));
}
