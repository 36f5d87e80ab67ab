/**
 * Every id and every word with a mark in a frame, wherever it stands: what it is of, and whether the viewer may know that. This
 * knows nothing of the protocol's fields, so that it also finds what stands where nothing should.
 */
import type { ChannelEvent } from '../../../shared/events.ts';
import type { ChannelId, PersonId } from '../../../shared/model.ts';
import { tokensIn } from './marks.ts';
import type { Seen, Truth } from './seen.ts';
import type { Place } from './state.ts';

type Thing =
  | { is: 'person'; person: PersonId }
  | { is: 'firm'; people: readonly PersonId[] }
  | { is: 'tenant'; people: readonly PersonId[] }
  | { is: 'note'; person: PersonId }
  | { is: 'channel'; channel: ChannelId }
  | { is: 'words'; token: string };

type Event = { channel: ChannelId; event: ChannelEvent };

export class Things {
  readonly #things = new Map<string, Thing>();
  /** Events that a token stands in: by their id, or by what they say. */
  readonly #events = new Map<string, Event[]>();

  constructor(truth: Truth) {
    const { world, moments, record } = truth;
    const people = [...world.citizens.values()];
    for (const { person } of people) {
      for (const token of tokensIn([person.id, person.handle, person.name, person.title].join(' '))) {
        this.#things.set(token, { is: 'person', person: person.id });
      }
    }
    for (const firm of world.firms.values()) {
      const own = people.filter(({ person }) => person.firm === firm.id).map(({ person }) => person.id);
      for (const token of tokensIn(`${firm.id} ${firm.name}`)) this.#things.set(token, { is: 'firm', people: own });
      const near = people.filter(({ tenant }) => tenant === firm.tenant).map(({ person }) => person.id);
      this.#things.set(firm.tenant, { is: 'tenant', people: near });
    }
    for (const [note, person] of truth.whereabouts.notes()) {
      for (const token of tokensIn(note)) this.#things.set(token, { is: 'note', person });
    }
    for (const { channel } of moments.flatMap(({ states }) => states.flatMap(({ places }) => [...places.values()]))) {
      this.#things.set(channel.id, { is: 'channel', channel: channel.id });
      for (const token of tokensIn(`${channel.name} ${channel.topic}`)) this.#things.set(token, { is: 'words', token });
    }
    for (const [channel, events] of record.channels()) {
      for (const event of events) {
        for (const token of tokensIn(`${event.id} ${JSON.stringify(event.body)}`)) {
          const known = this.#events.get(token);
          if (known) known.push({ channel, event });
          else this.#events.set(token, [{ channel, event }]);
        }
      }
    }
  }

  /** What stands in the frame and is nothing to the viewer. `asked`: what the viewer itself put in. */
  strangeIn(seen: Seen, asked: string): string[] {
    const own = tokensIn(asked);
    return [...tokensIn(seen.frame.text)].filter((token) => !own.has(token) && !this.#mayKnow(seen, token));
  }

  #mayKnow(seen: Seen, token: string): boolean {
    const events = this.#events.get(token) ?? [];
    if (events.some(({ channel, event }) => seen.reads(channel) || seen.hears(channel, event.seq))) return true;
    const thing = this.#things.get(token);
    switch (thing?.is) {
      case 'person':
        return seen.knows(thing.person) || seen.readsOf(thing.person) || hearsOf(seen, thing.person);
      case 'firm':
        return thing.people.some((person) => seen.knows(person) || seen.readsOf(person));
      case 'tenant':
        return thing.people.includes(seen.viewer);
      case 'note':
        return seen.knows(thing.person);
      case 'channel':
        return seen.reads(thing.channel) || seen.finds(thing.channel) || seen.hears(thing.channel, 0) || isFarewell(seen);
      case 'words':
        return seen.any(({ reads, finds }) => [...reads.values(), ...finds.values()].some((place) => bears(place, token)));
      case undefined:
        return false;
    }
  }
}

/** Whether the person is named in what the viewer heard before it left. */
function hearsOf(seen: Seen, person: PersonId): boolean {
  const { record } = seen.truth;
  return [...record.channels()].some(([channel]) => {
    const naming = record.naming(channel, person);
    return naming !== undefined && seen.hears(channel, naming.seq);
  });
}

/** Who is no longer a member is told so, by the channel's id. */
function isFarewell({ frame }: Seen): boolean {
  return frame.kind === 'push' && frame.name === 'gone';
}

function bears({ channel }: Place, token: string): boolean {
  return `${channel.name} ${channel.topic}`.includes(token);
}
