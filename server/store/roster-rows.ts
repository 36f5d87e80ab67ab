/**
 * Firms, people, channels and members as the roster holds them: all at once at the start, or one that has changed.
 */
import type { Channel, ChannelId, Firm, Member, Person, PersonId, TenantId } from '../../shared/model.ts';
import type { Queries } from './database.ts';
import type { ChannelTable, MembershipTable, PersonTable } from './schema.ts';

export type PersonRow = { person: Person; tenant: TenantId; disabled: boolean; addedAt: number };
export type ChannelRow = { channel: Channel; members: Member[] };

export async function loadFirms(queries: Queries): Promise<Firm[]> {
  return await queries.selectFrom('firm').select(['id', 'tenant', 'name', 'short']).execute();
}

/** Everyone, or the person with this id, or those who were added since a time. */
export async function loadPeople(queries: Queries, which: { id?: PersonId; addedSince?: number } = {}): Promise<PersonRow[]> {
  let asked = queries
    .selectFrom('person')
    .select(['id', 'tenant', 'firm', 'handle', 'name', 'kind', 'title', 'disabled_at', 'created_at']);
  if (which.id !== undefined) asked = asked.where('id', '=', which.id);
  if (which.addedSince !== undefined) asked = asked.where('created_at', '>=', which.addedSince);
  return (await asked.execute()).map(personOf);
}

/** Every channel with its members, or the channel with this id. */
export async function loadChannels(queries: Queries, id?: ChannelId): Promise<ChannelRow[]> {
  const channels = queries.selectFrom('channel').select(['id', 'tenant', 'kind', 'name', 'topic', 'recorded', 'feed']);
  const memberships = queries.selectFrom('membership').selectAll();
  // One snapshot, so that a channel and its members belong together.
  const [rows, members] = await queries
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(
      async (transaction) =>
        [
          await transaction.executeQuery(id === undefined ? channels : channels.where('id', '=', id)),
          await transaction.executeQuery(id === undefined ? memberships : memberships.where('channel', '=', id)),
        ] as const,
    );
  const byChannel = new Map<ChannelId, Member[]>();
  for (const row of members.rows) {
    const known = byChannel.get(row.channel);
    if (known) known.push(memberOf(row));
    else byChannel.set(row.channel, [memberOf(row)]);
  }
  return rows.rows.map((row) => ({ channel: channelOf(row), members: byChannel.get(row.id) ?? [] }));
}

type PersonColumns = Pick<
  PersonTable,
  'id' | 'tenant' | 'firm' | 'handle' | 'name' | 'kind' | 'title' | 'disabled_at' | 'created_at'
>;

function personOf(row: PersonColumns): PersonRow {
  const { id, firm, handle, name, kind, title } = row;
  const person: Person = title === null ? { id, firm, handle, name, kind } : { id, firm, handle, name, kind, title };
  return { person, tenant: row.tenant, disabled: row.disabled_at !== null, addedAt: row.created_at };
}

type ChannelColumns = Pick<ChannelTable, 'id' | 'tenant' | 'kind' | 'name' | 'topic' | 'recorded' | 'feed'>;

function channelOf({ id, tenant, kind, name, topic, recorded, feed }: ChannelColumns): Channel {
  return { id, tenant, kind, name, topic, recorded, feed };
}

function memberOf(row: MembershipTable): Member {
  return { person: row.person, role: row.role, joinedAt: row.joined_at };
}
