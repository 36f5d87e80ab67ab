/**
 * A drawn policy comes true: its tenants, firms, people and channels are in the database, and the world knows them all.
 */
import { randomUUID } from 'node:crypto';
import { type Channel, ChannelId, type Firm, type FirmId, type Person, type PersonId, TenantId } from '../../../shared/model.ts';
import { addChannel } from '../../store/channels.ts';
import type { Database, Queries } from '../../store/database.ts';
import { admit } from '../../store/effects.ts';
import { addPerson, ensureFirm, setDisabled } from '../../store/people.ts';
import { Marks } from './marks.ts';
import type { DrawnChannel, Policy } from './policy.ts';
import type { Place, State } from './state.ts';

export type Citizen = { person: Person; tenant: TenantId };

export interface World {
  readonly nth: number;
  readonly marks: Marks;
  readonly firms: ReadonlyMap<FirmId, Firm>;
  readonly citizens: ReadonlyMap<PersonId, Citizen>;
  /** Those who look on, and live in it. */
  readonly viewers: readonly Person[];
  /** As it is before anybody lives. */
  readonly start: State;
}

/** `home`: the tenant of its first firms, when it is not to be one of its own. */
export async function plant(database: Database, policy: Policy, home?: TenantId): Promise<World> {
  return await database.queries.transaction().execute((queries) => plantIn(queries, policy, home));
}

async function plantIn(queries: Queries, policy: Policy, home?: TenantId): Promise<World> {
  const marks = new Marks(policy.nth);
  const tenants = [home ?? TenantId.parse(`world-${policy.nth}-a`), TenantId.parse(`world-${policy.nth}-b`)];
  const tenantAt = (at: number) => (at === 0 ? at0(tenants) : (tenants[1] ?? at0(tenants)));

  const firms: Firm[] = [];
  for (const tenant of policy.firms) {
    const name = marks.next('firm');
    firms.push(await ensureFirm(queries, tenantAt(tenant), `Firm ${name}`, name));
  }
  const citizens: Citizen[] = [];
  const viewers: Person[] = [];
  const closed = new Set<PersonId>();
  for (const { tenant: at, firm, kind, disabled, views } of policy.people) {
    const tenant = tenantAt(at);
    const belongs = firms[firm];
    if (!belongs) throw new Error('A person belongs to no firm.');
    const words = { handle: marks.next('handle'), name: `Name ${marks.next('name')}`, title: `Title ${marks.next('title')}` };
    const person = await addPerson(queries, { tenant, firm: belongs.id, kind, ...words });
    citizens.push({ person, tenant });
    if (views) viewers.push(person);
    if (disabled) {
      await setDisabled(queries, person.id, true);
      closed.add(person.id);
    }
  }
  const places = new Map<ChannelId, Place>();
  for (const drawn of policy.channels) {
    const place = await plantChannel(queries, marks, tenantAt(drawn.tenant), drawn, citizens);
    places.set(place.channel.id, place);
  }
  return {
    nth: policy.nth,
    marks,
    firms: new Map(firms.map((firm) => [firm.id, firm])),
    citizens: new Map(citizens.map((citizen) => [citizen.person.id, citizen])),
    viewers,
    start: { places, closed },
  };
}

async function plantChannel(
  queries: Queries,
  marks: Marks,
  tenant: TenantId,
  { kind, feed, members }: DrawnChannel,
  citizens: readonly Citizen[],
): Promise<Place> {
  const direct = kind === 'direct';
  const words = direct ? { name: '', topic: '' } : { name: marks.next('channel'), topic: `Topic ${marks.next('topic')}` };
  const channel: Channel = { id: ChannelId.parse(randomUUID()), tenant, kind, ...words, recorded: true, feed };
  const people = members.map(({ person }) => {
    const id = citizens[person]?.person.id;
    if (id === undefined) throw new Error('A member is nobody.');
    return id;
  });
  const [one, other] = people;
  await addChannel(queries, { ...channel, ...(direct && one && other ? { pair: [one, other] as const } : {}) });
  const at = Date.now();
  const joined = { from: at, to: at };
  const entering = people.map((person, index) => ({ person, role: members[index]?.role ?? 'member' }));
  await admit(queries, channel.id, entering, at);
  return { channel, members: new Map(entering.map(({ person, role }) => [person, { role, joined }])) };
}

function at0<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('There is nothing in the list.');
  return first;
}
