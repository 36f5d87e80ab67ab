/**
 * The calls of the matrix, really made, and what each changes when it is accepted.
 */

import type { Problem, Result } from '../../../shared/errors.ts';
import type { EventKind } from '../../../shared/events.ts';
import { type ChannelId, PersonId, Seq } from '../../../shared/model.ts';
import type { Client } from '../client.ts';
import { newEventId } from '../people.ts';
import { marked } from './cast.ts';
import type { ChannelCall, PersonCall } from './rows.ts';

/** An attempt: what it answered, and whether the answer shows what it should. */
export type Attempt = { refusal: Problem | undefined; shows: boolean };

export type Circumstances = { client: Client; channel: ChannelId; mark: string; invitee: PersonId };

/** `adds`: the event that an accepted call appends, for someone who is a member already and for someone who is not. */
type ChannelAct = {
  adds: { member: EventKind | undefined; other: EventKind | undefined };
  attempt: (circumstances: Circumstances) => Promise<Attempt>;
};

export const channelActs: { [C in ChannelCall]: ChannelAct } = {
  send: {
    adds: { member: 'message', other: 'message' },
    attempt: async ({ client, channel, mark }) =>
      seen(await client.call('send', { channel, id: newEventId(), body: { text: `${marked.text(mark)} again` } }), () => true),
  },
  history: {
    adds: { member: undefined, other: undefined },
    attempt: async ({ client, channel, mark }) =>
      seen(await client.call('history', { channel, limit: 50 }), ({ events }) =>
        events.some((event) => event.kind === 'message' && event.body.text === marked.text(mark)),
      ),
  },
  read: {
    adds: { member: undefined, other: undefined },
    attempt: async ({ client, channel }) =>
      seen(await client.call('read', { channel, seq: Seq.parse(1_000) }), ({ readNth }) => readNth > 0),
  },
  members: {
    adds: { member: undefined, other: undefined },
    attempt: async ({ client, channel }) => seen(await client.call('members', { channel }), ({ members }) => members.length > 1),
  },
  join: {
    adds: { member: undefined, other: 'join' },
    attempt: async ({ client, channel }) =>
      seen(await client.call('join', { channel, id: newEventId() }), (answer) => answer.channel.channel.id === channel),
  },
  leave: {
    adds: { member: 'leave', other: undefined },
    attempt: async ({ client, channel }) => seen(await client.call('leave', { channel, id: newEventId() }), () => true),
  },
  invite: {
    adds: { member: 'join', other: 'join' },
    attempt: async ({ client, channel, invitee }) =>
      seen(await client.call('invite', { channel, id: newEventId(), person: invitee }), () => true),
  },
  rename: {
    adds: { member: 'rename', other: 'rename' },
    attempt: async ({ client, channel, mark }) =>
      seen(await client.call('rename', { channel, id: newEventId(), name: `${marked.name(mark)} new` }), () => true),
  },
  topic: {
    adds: { member: 'topic', other: 'topic' },
    attempt: async ({ client, channel, mark }) =>
      seen(await client.call('topic', { channel, id: newEventId(), topic: `${marked.topic(mark)} new` }), () => true),
  },
};

/** What asking for a person comes to: seen, not seen, or the code of the refusal. */
export const personActs: { [C in PersonCall]: (client: Client, person: { id: string; handle: string }) => Promise<string> } = {
  async people(client, { id }) {
    const { people } = await client.ok('people', { ids: [PersonId.parse(id)] });
    return people.some((person) => person.id === id) ? 'shown' : 'hidden';
  },
  async directory(client, { id, handle }) {
    const { people } = await client.ok('directory', { query: handle, limit: 100 });
    return people.some((person) => person.id === id) ? 'shown' : 'hidden';
  },
  async watch(client, { id }) {
    const { presences } = await client.ok('watch', { people: [PersonId.parse(id)] });
    return presences.some(({ person, status }) => person === id && status !== 'unknown') ? 'shown' : 'hidden';
  },
  async create(client, { id }) {
    const result = await client.call('create', { kind: 'direct', id: newEventId(), with: PersonId.parse(id) });
    return result.ok ? 'ok' : result.error.code;
  },
};

function seen<T>(result: Result<T>, look: (value: T) => boolean): Attempt {
  return result.ok ? { refusal: undefined, shows: look(result.value) } : { refusal: result.error, shows: false };
}
