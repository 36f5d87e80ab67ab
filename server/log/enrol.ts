/**
 * Makes people members of a channel from outside a running server, with the events that tell of it.
 */
import { v7 } from 'uuid';
import { MullionError } from '../../shared/errors.ts';
import type { ChannelId, PersonId, TenantId } from '../../shared/model.ts';
import { EventId, Handle } from '../../shared/model.ts';
import { membersOf } from '../store/channels.ts';
import { moveCursor } from '../store/cursors.ts';
import type { Queries, Transaction } from '../store/database.ts';
import { readHeads } from '../store/events.ts';
import { accountsOf, requireByHandle } from '../store/people.ts';
import { commitBatch } from './commit.ts';
import type { Entry } from './event-log.ts';

/** Who is to be a member: some by handle, or everyone who could sign in. */
export type WantedMembers = string[] | 'everyone';

export interface Enrolment {
  tenant: TenantId;
  channel: ChannelId;
  members: WantedMembers;
  /** Runs in the transaction of the memberships, before them: makes the channel. Runs alone when nobody is wanted. */
  before?: (transaction: Transaction) => Promise<unknown>;
}

/**
 * Makes the wanted people members where they are not yet; the first member of a channel owns it. What was said before they
 * came counts as read. Answers how many are new. An unknown handle refuses (`not-found`) all.
 */
export async function enrol(queries: Queries, { tenant, channel, members, before }: Enrolment): Promise<number> {
  const there = new Set((await membersOf(queries, channel)).map((member) => member.person));
  const wanted = (await resolve(queries, tenant, members)).filter((person) => !there.has(person));
  if (wanted.length === 0) {
    if (before) await queries.transaction().execute(before);
    return 0;
  }
  const entries = wanted.map(
    (person, index): Entry => ({
      channel,
      id: EventId.parse(v7()),
      actor: person,
      kind: 'join',
      body: { person },
      effect: { type: 'enters', person, role: index === 0 && there.size === 0 ? 'owner' : 'member' },
    }),
  );
  const { outcomes } = await commitBatch(queries, entries, 'tool', before);
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  const head = (await readHeads(queries, [channel])).get(channel);
  if (head) for (const person of wanted) await moveCursor(queries, person, channel, head.head);
  return wanted.length;
}

async function resolve(queries: Queries, tenant: TenantId, members: WantedMembers): Promise<PersonId[]> {
  if (members !== 'everyone') {
    const accounts = await Promise.all(members.map((handle) => requireByHandle(queries, tenant, handle)));
    return [...new Set(accounts.map(({ person }) => person.id))];
  }
  const accounts = await accountsOf(queries, tenant);
  return accounts
    .filter((each) => each.person.kind === 'person' && !each.disabledAt && each.passwordHash)
    .map((each) => each.person.id);
}

/** Reads a list of handles with commas between them, or the word `everyone`. Throws a MullionError (`bad-request`). */
export function parseMembers(list: string): WantedMembers {
  if (list === 'everyone') return list;
  return list.split(',').map((handle) => {
    const { data } = Handle.safeParse(handle.trim());
    if (data === undefined) throw new MullionError('bad-request', `"${handle}" is not a handle.`);
    return data;
  });
}
