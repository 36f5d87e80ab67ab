/**
 * What becomes of channels and memberships with an event. The log writes it in the event's own transaction, so that both happen
 * or neither; listeners are told of what has really changed.
 */
import { sql } from 'kysely';
import type { ChannelId, PersonId, Role } from '../../shared/model.ts';
import { NOTIFICATIONS } from './changes.ts';
import type { Queries } from './database.ts';

export type Effect =
  /** Makes a person a member; who is one already stays what they are. */
  | { type: 'enters'; person: PersonId; role: Role }
  /** Ends a membership, if there is one. */
  | { type: 'parts'; person: PersonId }
  /** Changes what the channel is called or about. */
  | { type: 'describes'; name?: string; topic?: string };

/** Where and when (ms) it happens. */
export type ChannelEffect = Effect & { channel: ChannelId; at: number };

type Of<T extends Effect['type']> = Extract<ChannelEffect, { type: T }>;

/** Makes people members of a channel without an event: of one that is being made. Announced; who is a member already stays one. */
export async function admit(
  queries: Queries,
  channel: ChannelId,
  members: readonly { person: PersonId; role: Role }[],
  at: number = Date.now(),
): Promise<void> {
  await writeEffects(
    queries,
    members.map((member) => ({ type: 'enters', channel, at, ...member })),
  );
}

/** Members in their order, of whom the first owns the channel. */
export function ownedByFirst(people: readonly PersonId[]): { person: PersonId; role: Role }[] {
  return people.map((person, index) => ({ person, role: index === 0 ? 'owner' : 'member' }));
}

/** Writes effects in their order: as many as follow each other and are of one type, in one statement. */
export async function writeEffects(queries: Queries, effects: readonly ChannelEffect[]): Promise<void> {
  for (const run of runsOf(effects)) await write(queries, run);
}

/** Neighbours of one type, together. */
function runsOf(effects: readonly ChannelEffect[]): ChannelEffect[][] {
  const runs: ChannelEffect[][] = [];
  for (const effect of effects) {
    const last = runs.at(-1);
    if (last?.[0]?.type === effect.type) last.push(effect);
    else runs.push([effect]);
  }
  return runs;
}

async function write(queries: Queries, run: readonly ChannelEffect[]): Promise<void> {
  await enter(queries, only(run, 'enters'));
  await part(queries, only(run, 'parts'));
  await describe(queries, only(run, 'describes'));
}

function only<T extends Effect['type']>(run: readonly ChannelEffect[], type: T): Of<T>[] {
  return run.filter((effect): effect is Of<T> => effect.type === type);
}

async function enter(queries: Queries, entering: readonly Of<'enters'>[]): Promise<void> {
  if (entering.length === 0) return;
  await sql`
    with entered as (
      insert into membership (channel, person, role, joined_at)
      select * from unnest(
        ${entering.map(({ channel }) => channel)}::uuid[], ${entering.map(({ person }) => person)}::uuid[],
        ${entering.map(({ role }) => role)}::text[], ${entering.map(({ at }) => at)}::bigint[]
      ) on conflict do nothing returning channel, person
    )
    ${tellMemberships} from entered`.execute(queries);
}

async function part(queries: Queries, parting: readonly Of<'parts'>[]): Promise<void> {
  if (parting.length === 0) return;
  await sql`
    with parted as (
      delete from membership using unnest(
        ${parting.map(({ channel }) => channel)}::uuid[], ${parting.map(({ person }) => person)}::uuid[]
      ) as parting(channel, person)
      where membership.channel = parting.channel and membership.person = parting.person
      returning membership.channel, membership.person
    )
    ${tellMemberships} from parted`.execute(queries);
}

const tellMemberships = sql`
  select pg_notify(${sql.lit(NOTIFICATIONS)}, json_build_object('type', 'membership', 'channel', channel, 'person', person)::text)`;

async function describe(queries: Queries, describing: readonly Of<'describes'>[]): Promise<void> {
  // The last word counts: a statement changes a row once.
  const words = new Map<ChannelId, { name?: string; topic?: string }>();
  for (const { type: _, at: __, channel, ...said } of describing) words.set(channel, { ...words.get(channel), ...said });
  if (words.size === 0) return;
  const said = [...words.values()];
  await sql`
    with described as (
      update channel set name = coalesce(words.name, channel.name), topic = coalesce(words.topic, channel.topic)
      from unnest(
        ${[...words.keys()]}::uuid[], ${said.map(({ name }) => name ?? null)}::text[], ${said.map(({ topic }) => topic ?? null)}::text[]
      ) as words(id, name, topic)
      where channel.id = words.id
      returning channel.id
    )
    select pg_notify(${sql.lit(NOTIFICATIONS)}, json_build_object('type', 'channel', 'channel', id)::text) from described`.execute(
    queries,
  );
}
