/**
 * Channels and who is a member of them. What every member may see of a change (join, leave, rename, topic) is also an event, and
 * comes about with that: see `effects.ts`.
 */
import { sql } from 'kysely';
import { MullionError } from '../../shared/errors.ts';
import type { Channel, ChannelId, ChannelKind, FirmId, Member, PersonId, Role, TenantId } from '../../shared/model.ts';
import { Seq } from '../../shared/model.ts';
import { genesis } from '../log/chain.ts';
import { announce } from './changes.ts';
import type { Queries } from './database.ts';
import { isDuplicate } from './failure.ts';
import type { ChannelTable } from './schema.ts';

export interface NewChannel {
  id: ChannelId;
  tenant: TenantId;
  kind: ChannelKind;
  name: string;
  topic: string;
  recorded: boolean;
  feed: boolean;
  /** The two people of a direct channel. */
  pair?: readonly [PersonId, PersonId];
}

const columns = ['id', 'tenant', 'kind', 'name', 'topic', 'recorded', 'feed'] as const satisfies readonly (keyof ChannelTable)[];

function directKey(pair: readonly [PersonId, PersonId]): string {
  return [...pair].sort().join(' ');
}

/** Adds a channel without members and announces it. Refuses (`already-exists`) a second direct channel for a pair. */
export async function addChannel(queries: Queries, channel: NewChannel): Promise<Channel> {
  const { pair, ...described } = channel;
  const row = { ...described, direct_key: pair ? directKey(pair) : null, created_at: Date.now() };
  try {
    await queries
      .insertInto('channel')
      .values({ ...row, head_seq: Seq.parse(0), head_nth: 0, head_hash: genesis() })
      .execute();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new MullionError('already-exists', 'This channel exists already.', { cause: error });
  }
  await announce(queries, { type: 'channel', channel: channel.id });
  return described;
}

export async function findChannel(queries: Queries, id: ChannelId): Promise<Channel | undefined> {
  return queries.selectFrom('channel').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Channels by id; ids of none are left out. */
export async function channelsById(queries: Queries, ids: readonly ChannelId[]): Promise<Channel[]> {
  if (ids.length === 0) return [];
  return queries.selectFrom('channel').select(columns).where('id', '=', sql<ChannelId>`any(${ids}::uuid[])`).execute();
}

/** The channels with exactly this name, oldest first: a name is not unique, for it would tell of channels one may not see. */
export async function channelsByName(queries: Queries, tenant: TenantId, name: string): Promise<Channel[]> {
  return queries
    .selectFrom('channel')
    .select(columns)
    .where('tenant', '=', tenant)
    .where('name', '=', name)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** The direct channel of two people. */
export async function directChannel(queries: Queries, pair: readonly [PersonId, PersonId]): Promise<Channel | undefined> {
  return queries.selectFrom('channel').select(columns).where('direct_key', '=', directKey(pair)).executeTakeFirst();
}

/** Every channel of a tenant, or of all. */
export async function allChannels(queries: Queries, tenant?: TenantId): Promise<Channel[]> {
  const all = queries.selectFrom('channel').select(columns).orderBy('created_at').orderBy('id');
  return (tenant === undefined ? all : all.where('tenant', '=', tenant)).execute();
}

export async function isMember(queries: Queries, channel: ChannelId, person: PersonId): Promise<boolean> {
  const found = queries.selectFrom('membership').select('person').where('channel', '=', channel).where('person', '=', person);
  return (await found.executeTakeFirst()) !== undefined;
}

/** Members of a channel, in the order in which they came. */
export async function membersOf(queries: Queries, channel: ChannelId): Promise<Member[]> {
  return queries
    .selectFrom('membership')
    .select(['person', 'role', 'joined_at as joinedAt'])
    .where('channel', '=', channel)
    .orderBy('joined_at')
    .orderBy('person')
    .execute();
}

/** The channels that a person is a member of, with the person's role in each. */
export async function channelsOf(queries: Queries, person: PersonId): Promise<{ channel: Channel; role: Role }[]> {
  const rows = await queries
    .selectFrom('membership')
    .innerJoin('channel', 'channel.id', 'membership.channel')
    .select(columns)
    .select('role')
    .where('person', '=', person)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ role, ...channel }) => ({ channel, role }));
}

/** How many members of each firm each of the channels has. */
export async function firmsOf(
  queries: Queries,
  channels: readonly ChannelId[],
): Promise<Map<ChannelId, { firm: FirmId; members: number }[]>> {
  const rows = await queries
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person')
    .select(({ fn }) => ['channel', 'firm', fn.countAll<number>().as('members')])
    .where('channel', '=', sql<ChannelId>`any(${channels}::uuid[])`)
    .groupBy(['channel', 'firm'])
    .orderBy('members', 'desc')
    .orderBy('firm')
    .execute();
  const counts = new Map<ChannelId, { firm: FirmId; members: number }[]>();
  for (const { channel, ...count } of rows) counts.set(channel, [...(counts.get(channel) ?? []), count]);
  return counts;
}
