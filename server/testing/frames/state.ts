/**
 * What is so at one moment of a world: the channels as they are called, who is a member of them, whose account is closed. Values:
 * a change makes another state.
 */
import type { Channel, ChannelId, PersonId, Role } from '../../../shared/model.ts';

/** A span of the clock (ms), when something is known no better. */
export type Span = { from: number; to: number };

export type Membership = { role: Role; joined: Span };
export type Place = { channel: Channel; members: ReadonlyMap<PersonId, Membership> };
export type State = { places: ReadonlyMap<ChannelId, Place>; closed: ReadonlySet<PersonId> };

export function withPlace(state: State, place: Place): State {
  return { ...state, places: new Map(state.places).set(place.channel.id, place) };
}

export function withMember(state: State, id: ChannelId, person: PersonId, membership: Membership): State {
  const place = placeOf(state, id);
  if (place.members.has(person)) return state;
  return withPlace(state, { ...place, members: new Map(place.members).set(person, membership) });
}

export function withoutMember(state: State, id: ChannelId, person: PersonId): State {
  const place = placeOf(state, id);
  const members = new Map(place.members);
  members.delete(person);
  return withPlace(state, { ...place, members });
}

export function described(state: State, id: ChannelId, change: Partial<Pick<Channel, 'name' | 'topic'>>): State {
  const place = placeOf(state, id);
  return withPlace(state, { ...place, channel: { ...place.channel, ...change } });
}

export function withClosed(state: State, person: PersonId): State {
  return { ...state, closed: new Set([...state.closed, person]) };
}

export function placeOf(state: State, id: ChannelId): Place {
  const place = state.places.get(id);
  if (!place) throw new Error(`There is no channel ${id} in this world.`);
  return place;
}
