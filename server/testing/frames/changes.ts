/** What changes in who may see what: one thing in each round. */
import type { Person, PersonId } from '../../../shared/model.ts';
import type { Life } from './life.ts';
import { described, type Place, type State, withClosed, withMember, withoutMember, withPlace } from './state.ts';
import type { Viewer } from './viewer.ts';
import { signIn, signOut } from './visits.ts';

/** `act` resolves, with what is so from then on, when the server says that it is done. */
export type Change = { kind: string; act: () => Promise<State> };

/** Undefined when there is nobody who could. */
type Plan = (life: Life, state: State) => Change['act'] | undefined;

/** So many viewers at least keep their accounts. */
const STAY = 14;

const plans = {
  leave(life, state) {
    const left = memberships(life, state, ({ channel }) => channel.kind !== 'direct');
    const going = life.chance.pick(left);
    if (!going) return undefined;
    const { viewer, place } = going;
    return async () => {
      await viewer.ok('leave', { channel: place.channel.id, id: life.newId() });
      return withoutMember(state, place.channel.id, viewer.person.id);
    };
  },
  join(life, state) {
    const open = life.here.flatMap((viewer) =>
      [...life.sightOf(viewer.person.id).finds.values()].map((place) => ({ viewer, place })),
    );
    const coming = life.chance.pick(open);
    if (!coming) return undefined;
    const { viewer, place } = coming;
    return async () => {
      const from = Date.now();
      await viewer.ok('join', { channel: place.channel.id, id: life.newId() });
      return withMember(state, place.channel.id, viewer.person.id, { role: 'member', joined: since(from) });
    };
  },
  invite(life, state) {
    const hosts = life.chance.pick(memberships(life, state, ({ channel }) => channel.kind !== 'direct'));
    if (!hosts) return undefined;
    const { viewer, place } = hosts;
    const guest = life.chance.pick(acquaintances(life, viewer).filter((person) => !place.members.has(person)));
    if (guest === undefined) return undefined;
    return async () => {
      const from = Date.now();
      await viewer.ok('invite', { channel: place.channel.id, id: life.newId(), person: guest });
      return withMember(state, place.channel.id, guest, { role: 'member', joined: since(from) });
    };
  },
  /** A new channel, at times by the name of one that its maker cannot see: the name is free to them. */
  create(life, state) {
    const viewer = life.chance.pick(life.here);
    if (!viewer) return undefined;
    const kind = life.chance.pick(['group', 'persistent', 'persistent'] as const) ?? 'group';
    const members = life.chance.some(acquaintances(life, viewer), life.chance.between(0, 3));
    const sight = life.sightOf(viewer.person.id);
    const isHidden = ({ channel: { id } }: Place) => !sight.reads.has(id) && !sight.finds.has(id);
    const standing = [...state.places.values()].filter(({ channel }) => channel.kind === 'persistent');
    const known = new Set(standing.filter((place) => !isHidden(place)).map((place) => place.channel.name));
    const names = standing.filter(isHidden).flatMap(({ channel: { name } }) => (known.has(name) ? [] : [name]));
    const taken = life.chance.odds(0.5) ? life.chance.pick(names) : undefined;
    if (taken !== undefined) life.tally.add('probe name that is taken');
    const name = taken ?? life.world.marks.next('channel');
    const topic = `Topic ${life.world.marks.next('topic')}`;
    return async () => {
      const from = Date.now();
      const made = await viewer.ok('create', { kind, id: life.newId(), name, topic, members });
      return withNew(state, made.channel.channel, viewer.person.id, members, since(from));
    };
  },
  direct(life, state) {
    const viewer = life.chance.pick(life.here);
    const peer = viewer && life.chance.pick(acquaintances(life, viewer));
    if (!viewer || peer === undefined) return undefined;
    return async () => {
      const from = Date.now();
      const { channel } = await viewer.ok('create', { kind: 'direct', id: life.newId(), with: peer });
      if (state.places.has(channel.channel.id)) return state;
      return withNew(state, channel.channel, undefined, [viewer.person.id, peer], since(from));
    };
  },
  rename: (life, state) => describing(life, state, 'rename'),
  topic: (life, state) => describing(life, state, 'topic'),
  /** Somebody's account is closed. */
  close(life, state) {
    const people = [...new Set(life.here.map(({ person }) => person))];
    const person = people.length > STAY ? life.chance.pick(people) : undefined;
    if (!person) return undefined;
    return async () => {
      life.leaving(person.id);
      await life.way.close(person.id);
      await endOf(life, person);
      return withClosed(state, person.id);
    };
  },
  /** Somebody is taken out of a channel, by a tool beside the server. */
  remove(life, state) {
    const removed = life.chance.pick(memberships(life, state, ({ channel }) => channel.kind !== 'direct'));
    if (!removed) return undefined;
    const { viewer, place } = removed;
    const { id } = place.channel;
    return async () => {
      for (const each of life.here) each.gone.delete(id);
      await life.way.remove(id, viewer.person.id);
      for (const each of life.here.filter(({ person }) => person === viewer.person)) {
        await each.until('it is told that it is no longer a member', () => !each.isHere || each.gone.has(id));
      }
      return withoutMember(state, id, viewer.person.id);
    };
  },
  /** Somebody signs in once more, elsewhere. */
  'sign-in'(life, state) {
    const person = life.chance.pick(life.here)?.person;
    if (!person) return undefined;
    return async () => {
      const { access, refresh } = await signIn(life, person);
      const viewer = await life.arrive(person, access);
      viewer.session = refresh;
      return state;
    };
  },
  'sign-out'(life, state) {
    const viewer = life.here.find(({ session }) => session !== undefined);
    if (!viewer) return undefined;
    return async () => {
      life.leaving(viewer.person.id);
      await signOut(life, viewer);
      await viewer.until('its session has ended', () => !viewer.isHere);
      return state;
    };
  },
  /** A connection is lost, and its person comes back. */
  return(life, state) {
    const viewer = life.chance.pick(life.here);
    if (!viewer) return undefined;
    return async () => {
      life.leaving(viewer.person.id);
      viewer.close();
      await viewer.until('the connection has ended', () => !viewer.isHere);
      await life.arrive(viewer.person);
      return state;
    };
  },
} satisfies Record<string, Plan>;

/** Every kind there is, for a test to see that each was made. */
export const changeKinds: readonly string[] = Object.keys(plans);

/** What changes who may see what comes more often than what does not. */
const likely: readonly (keyof typeof plans)[] = [
  ...(['leave', 'leave', 'leave', 'join', 'join', 'invite', 'invite', 'create', 'create', 'direct'] as const),
  ...(['remove', 'remove', 'close', 'rename', 'topic', 'sign-in', 'sign-in', 'return'] as const),
];

export function planChange(life: Life): Change {
  const { state } = life.timeline;
  // Few have begun a session of their own: it is ended soon, or it hardly ever would be.
  const first = life.chance.odds(0.5) ? (['sign-out'] as const) : [];
  for (const kind of [...first, ...life.chance.some(likely, likely.length)]) {
    const act = plans[kind](life, state);
    if (act) return { kind, act };
  }
  throw new Error('Nothing can change in this world.');
}

function memberships({ here }: Life, state: State, fits: (place: Place) => boolean): { viewer: Viewer; place: Place }[] {
  const places = [...state.places.values()].filter(fits);
  return here.flatMap((viewer) =>
    places.filter(({ members }) => members.has(viewer.person.id)).map((place) => ({ viewer, place })),
  );
}

/** Others whom the viewer may find. */
function acquaintances(life: Life, { person }: Viewer): PersonId[] {
  const { knows, state } = life.sightOf(person.id);
  return [...knows].filter((other) => other !== person.id && !state.closed.has(other));
}

function describing(life: Life, state: State, what: 'rename' | 'topic'): Change['act'] | undefined {
  const may = memberships(life, state, ({ channel }) => channel.kind !== 'direct').filter(
    ({ viewer, place }) => place.channel.kind === 'group' || place.members.get(viewer.person.id)?.role === 'owner',
  );
  const chosen = life.chance.pick(may);
  if (!chosen) return undefined;
  const channel = chosen.place.channel.id;
  const id = life.newId();
  return async () => {
    if (what === 'rename') {
      const name = life.world.marks.next('channel');
      await chosen.viewer.ok('rename', { channel, id, name });
      return described(state, channel, { name });
    }
    const topic = `Topic ${life.world.marks.next('topic')}`;
    await chosen.viewer.ok('topic', { channel, id, topic });
    return described(state, channel, { topic });
  };
}

function withNew(
  state: State,
  channel: Place['channel'],
  owner: PersonId | undefined,
  others: readonly PersonId[],
  joined: { from: number; to: number },
): State {
  const members = new Map(others.map((person) => [person, { role: 'member' as 'member' | 'owner', joined }]));
  if (owner !== undefined) members.set(owner, { role: 'owner', joined });
  return withPlace(state, { channel, members });
}

async function endOf(life: Life, person: Person): Promise<void> {
  for (const viewer of life.here.filter((each) => each.person === person)) {
    await viewer.until('its connection has ended', () => !viewer.isHere);
  }
}

function since(from: number): { from: number; to: number } {
  return { from, to: Date.now() };
}
