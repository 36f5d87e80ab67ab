/**
 * Who may see what, said once more in the test's own words and by the plainest way of finding out, apart from the code that
 * decides it in the product (server/policy): what is in a frame is measured by this.
 *
 * - Whoever is a member of a channel reads all of it, also what was said before they came. Whoever has left reads nothing more.
 * - A persistent channel can be found, by name and topic alone, by people of the firms of its owners; without an owner, of its
 *   members; without members, by everyone of its tenant. Other channels only their members know.
 * - One knows oneself, one's colleagues, and whoever is in a channel with one: name, firm and presence. Whoever is named in the
 *   log of a channel that one reads, one knows by name and firm alone.
 * - Nothing goes from one tenant to another. To whose account is closed, nothing goes at all.
 */
import type { ChannelId, FirmId, PersonId } from '../../../shared/model.ts';
import type { World } from './plant.ts';
import type { Place, State } from './state.ts';

export class Sight {
  readonly state: State;
  readonly viewer: PersonId;
  /** Channels that the viewer reads. */
  readonly reads = new Map<ChannelId, Place>();
  /** Channels that the viewer could join. */
  readonly finds = new Map<ChannelId, Place>();
  /** People whom the viewer knows, presence and all. */
  readonly knows = new Set<PersonId>();

  constructor(world: World, state: State, viewer: PersonId) {
    this.state = state;
    this.viewer = viewer;
    const me = world.citizens.get(viewer);
    if (!me || state.closed.has(viewer)) return;
    const firmOf = (person: PersonId) => world.citizens.get(person)?.person.firm;
    for (const [id, place] of state.places) {
      if (place.channel.tenant !== me.tenant) continue;
      if (place.members.has(viewer)) {
        this.reads.set(id, place);
        for (const person of place.members.keys()) this.knows.add(person);
      } else if (place.channel.kind === 'persistent') {
        const home = homeOf(place, firmOf);
        if (place.members.size === 0 || home.has(me.person.firm)) this.finds.set(id, place);
      }
    }
    for (const { person } of world.citizens.values()) if (person.firm === me.person.firm) this.knows.add(person.id);
  }
}

function homeOf({ members }: Place, firmOf: (person: PersonId) => FirmId | undefined): Set<FirmId | undefined> {
  const owners = [...members].filter(([, { role }]) => role === 'owner');
  return new Set((owners.length > 0 ? owners : [...members]).map(([person]) => firmOf(person)));
}

/** What each viewer sees in each state; found out once. */
export class Sights {
  readonly #world: World;
  readonly #known = new WeakMap<State, Map<PersonId, Sight>>();

  constructor(world: World) {
    this.#world = world;
  }

  of(state: State, viewer: PersonId): Sight {
    let known = this.#known.get(state);
    if (!known) {
      known = new Map();
      this.#known.set(state, known);
    }
    let sight = known.get(viewer);
    if (!sight) {
      sight = new Sight(this.#world, state, viewer);
      known.set(viewer, sight);
    }
    return sight;
  }
}
