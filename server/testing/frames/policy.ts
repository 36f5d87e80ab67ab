/**
 * What `policy` decides from, drawn by chance: tenants and firms, who belongs to which, who may sign in, what channels of which
 * kind there are, who is a member of which and in what role. Pure; `plant.ts` makes it come true.
 */
import type { ChannelKind, PersonKind, Role } from '../../../shared/model.ts';
import { Chance } from './chance.ts';

export type DrawnPerson = { tenant: number; firm: number; kind: PersonKind; disabled: boolean; views: boolean };
export type DrawnMember = { person: number; role: Role };
export type DrawnChannel = { tenant: number; kind: ChannelKind; feed: boolean; members: DrawnMember[] };

/** People and firms are meant by their places in these lists. */
export type Policy = {
  nth: number;
  /** The tenant of each firm: 0, or 1 where there are two. */
  firms: number[];
  people: DrawnPerson[];
  channels: DrawnChannel[];
};

export const VIEWERS = 20;

export function drawPolicy(seed: number, nth: number): Policy {
  const chance = new Chance(seed * 7_919 + nth);
  const firms = [...Array(chance.between(2, 5)).fill(0), ...(chance.odds(0.6) ? Array(chance.between(1, 2)).fill(1) : [])];
  const people = drawPeople(chance, firms);
  const tenants = [...new Set(firms)];
  return { nth, firms, people, channels: tenants.flatMap((tenant) => drawChannels(chance, tenant, people)) };
}

/** The first twenty look on; of those who do not, some could not, for their account is closed. */
function drawPeople(chance: Chance, firms: readonly number[]): DrawnPerson[] {
  return Array.from({ length: VIEWERS + chance.between(4, 8) }, (_, at) => {
    // Every firm has somebody; the other tenant is the smaller one.
    const firm = at < firms.length ? at : chance.between(0, firms.length - 1);
    const views = at < VIEWERS;
    const kind = chance.odds(0.1) ? (chance.pick(['bot', 'feed'] as const) ?? 'bot') : 'person';
    return { tenant: firms[firm] ?? 0, firm, kind, disabled: !views && chance.odds(0.5), views };
  });
}

function drawChannels(chance: Chance, tenant: number, people: readonly DrawnPerson[]): DrawnChannel[] {
  const there = people.flatMap((person, at) => (person.tenant === tenant ? [at] : []));
  const firms = [...new Set(there.map((at) => people[at]?.firm ?? 0))];
  /** Members of one firm, or of some, or of any. */
  function members(most: number, owners: number): DrawnMember[] {
    const from = new Set(chance.some(firms, chance.between(1, firms.length)));
    const could = there.filter((at) => from.has(people[at]?.firm ?? -1));
    return chance.some(could, chance.between(2, most)).map((person, at) => ({ person, role: at < owners ? 'owner' : 'member' }));
  }
  const many = tenant === 0 ? 2 : 1;
  const drawn: DrawnChannel[] = [];
  const add = (kind: ChannelKind, list: DrawnMember[], feed = false) => drawn.push({ tenant, kind, feed, members: list });
  for (let made = 0; made < chance.between(many, many * 2); made++) add('group', members(6, 1));
  for (let made = 0; made < chance.between(many, many * 2); made++) add('persistent', members(9, chance.between(0, 2)));
  // Nobody is in it: every firm of the tenant may find it.
  if (chance.odds(0.3)) add('persistent', []);
  const feeds = there.filter((at) => people[at]?.kind !== 'person' && people[at]?.views);
  const feed = chance.pick(feeds);
  if (feed !== undefined) {
    const readers = members(8, 0).filter(({ person }) => person !== feed);
    add('persistent', [{ person: feed, role: 'owner' }, ...readers], true);
  }
  const pairs = new Set<string>();
  for (let made = 0; made < many + 1; made++) {
    const pair = chance.some(there, 2);
    const key = [...pair].sort().join(' ');
    if (pair.length < 2 || pairs.has(key)) continue;
    pairs.add(key);
    add(
      'direct',
      pair.map((person) => ({ person, role: 'member' })),
    );
  }
  return drawn;
}
