/**
 * People, channels and entries for tests of the log.
 */
import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { ChannelId, EventId, type PersonId } from '../../shared/model.ts';
import type { Entry } from '../log/event-log.ts';
import { addChannel } from '../store/channels.ts';
import type { Queries } from '../store/database.ts';
import { admit } from '../store/effects.ts';
import { addPerson, ensureFirm, homeTenant } from '../store/people.ts';

export async function somePerson(queries: Queries): Promise<PersonId> {
  const firm = await ensureFirm(queries, homeTenant, 'Corvid Capital Markets', 'Corvid');
  const handle = `p${randomUUID()}`;
  const { id } = await addPerson(queries, { tenant: homeTenant, firm: firm.id, handle, name: 'Somebody', kind: 'person' });
  return id;
}

/** A channel with these members. */
export async function someChannel(queries: Queries, ...members: PersonId[]): Promise<ChannelId> {
  const id = newChannelId();
  const name = `channel ${id}`;
  await addChannel(queries, { id, tenant: homeTenant, kind: 'persistent', name, topic: '', recorded: true, feed: false });
  await admit(
    queries,
    id,
    members.map((person) => ({ person, role: 'member' })),
  );
  return id;
}

export function newChannelId(): ChannelId {
  return ChannelId.parse(randomUUID());
}

export function newEventId(): EventId {
  return EventId.parse(v7());
}

type MessageEntry = Extract<Entry, { kind: 'message' }>;

/** A message, to be refused unless its actor is a member. */
export function message(channel: ChannelId, actor: PersonId, text: string, more: Partial<MessageEntry> = {}): MessageEntry {
  return { channel, actor, id: newEventId(), kind: 'message', body: { text }, membersOnly: true, ...more };
}
