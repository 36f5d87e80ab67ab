/**
 * Every cell of the matrix (server/testing/matrix/rows.ts), on a real server: the call is made, its answer and its effect are
 * looked at, and nobody is told what is not theirs.
 */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { MullionError } from '../../shared/errors.ts';
import { type ChannelId, type Person, PersonId } from '../../shared/model.ts';
import { callNames, type PushName, pushNames } from '../../shared/protocol.ts';
import { isMember } from '../store/channels.ts';
import { setDisabled } from '../store/people.ts';
import type { Client } from '../testing/client.ts';
import { eachServer, type Running } from '../testing/each-server.ts';
import { channelActs, personActs } from '../testing/matrix/acts.ts';
import { type Cast, gather, marked, type OpenRole, openRoles } from '../testing/matrix/cast.ts';
import {
  type ChannelCall,
  type ChannelKind,
  cellsOf,
  channelCalls,
  channelKinds,
  ownCalls,
  type PersonCall,
  personCalls,
  pushRows,
  type Role,
  roles,
  type Standing,
  standings,
} from '../testing/matrix/rows.ts';
import { newEventId } from '../testing/people.ts';

const isOpen = (role: Role): role is OpenRole => role !== 'disabled';
const channelCallNames = Object.keys(channelCalls).filter((name): name is ChannelCall => name in channelActs);
const personCallNames = Object.keys(personCalls).filter((name): name is PersonCall => name in personActs);

it('has a row for every call and every push', () => {
  const rows = new Set<string>([...channelCallNames, ...personCallNames, ...ownCalls]);
  for (const name of callNames) {
    expect(rows.has(name), `Who may call \`${name}\`? Say so in server/testing/matrix/rows.ts.`).toBe(true);
  }
  for (const name of pushNames) {
    expect(name in pushRows, `Who may be told \`${name}\`? Say so in server/testing/matrix/rows.ts.`).toBe(true);
  }
});

eachServer('of those who may and may not', { heartbeatMs: 250 }, (running) => {
  let cast: Cast;
  let checked = 0;
  beforeAll(async () => {
    cast = await gather(running);
  });

  it.each(channelCallNames)('`%s` a channel is for those of the table, and changes nothing for others', async (call) => {
    for (const kind of channelKinds) {
      const cells = cellsOf(channelCalls[call][kind]);
      expect(cells.length, `cells of ${call} ${kind}`).toBe(roles.length);
      for (const [at, role] of roles.entries()) {
        const expected = cells[at];
        if (expected === '-') continue;
        expect(await cell(running, cast, call, kind, role), `${call}, ${kind}, ${role}`).toEqual(expected);
        checked++;
      }
    }
  });

  it.each(personCallNames)('`%s` shows only the people of the table', async (call) => {
    for (const [at, expected] of cellsOf(personCalls[call]).entries()) {
      const standing = standings[at];
      if (standing === undefined) throw new Error(`${call} has more cells than there are columns.`);
      const person = await whoStands(running, cast, standing);
      const act = () => personActs[call](cast.client('owner'), person);
      const message = `${call}, ${standing}`;
      // That an account was closed reaches the server by the database, a moment later; all else holds at once.
      if (standing === 'closed') await expect.poll(act, { message, timeout: 20_000 }).toBe(expected);
      else expect(await act(), message).toBe(expected);
      if (call === 'create' && standing !== 'self') {
        for (const kind of ['group', 'persistent'] as const) {
          const members = [person.id];
          const request = { kind, id: newEventId(), name: randomUUID(), topic: '', members };
          const made = await cast.client('owner').call('create', request);
          expect(made.ok ? 'ok' : made.error.code, `create ${kind} with ${standing}`).toBe(expected);
        }
      }
      checked++;
    }
  });

  it('`sync` and `presence` are for everyone whose account is open, and tell of what is theirs', async () => {
    for (const role of openRoles) {
      const { channels } = await cast.client(role).ok('sync', { cursors: {} });
      for (const { channel } of channels) expect(await isIn(running, channel.id, cast.person(role)), role).toBe(true);
      await cast.client(role).ok('presence', { status: 'busy' });
      checked += ownCalls.length;
    }
    expect(await codeOf(running.connect(cast.person('disabled')))).toBe('disabled');
  });

  it.each(pushNames.filter((name) => name in provoke))('`%s` is told to those of the table alone', async (push) => {
    const receivers = new Set<string>(cellsOf(pushRows[push]));
    const channel = await cast.channel('shared');
    const about = await provoke[push]?.(running, cast, channel);
    if (!about) return;
    for (const role of openRoles.filter((each) => receivers.has(each))) {
      await about.client(role).until(`${role} is told ${push}`, () => about.isTold(about.client(role)));
      checked++;
    }
    for (const role of openRoles.filter((each) => !receivers.has(each))) {
      // What was written to it in the same round came before this answer.
      await about.client(role).ok('people', { ids: [] });
      expect(about.isTold(about.client(role)), `${role} is told ${push}`).toBe(false);
      checked++;
    }
  });

  it('and in all that anybody was told is nothing of what is not theirs', async () => {
    let theirs = 0;
    for (const role of openRoles) {
      await cast.client(role).ok('people', { ids: [] });
      const readable = cast.readable.get(role) ?? new Set();
      const findable = cast.findable.get(role) ?? new Set();
      for (const frame of cast.frames.get(role) ?? []) {
        for (const [words, what, mark = ''] of marked.in(frame)) {
          const theirsToKnow = readable.has(mark) || (what !== 'text' && findable.has(mark));
          expect(theirsToKnow, `${role} was told ${words}: ${frame.slice(0, 300)}`).toBe(true);
          theirs++;
        }
      }
      for (const { channel } of cast.client(role).told.events) {
        const member = (await isIn(running, channel, cast.person(role))) || readable.has(cast.mark(channel));
        expect(member, `${role} hears ${channel}`).toBe(true);
      }
    }
    expect(theirs).toBeGreaterThan(1_000);
    expect(checked).toBeGreaterThan(350);
  });
});

/** Makes the call of one cell; answers its verdict, once its effect has been found to be right. */
async function cell(running: Running, cast: Cast, call: ChannelCall, kind: ChannelKind, role: Role): Promise<string> {
  if (!isOpen(role)) return await codeOf(running.connect(cast.person(role)));
  const channel = await cast.channel(kind);
  const invitee = (call === 'invite' ? await cast.colleagueOf(role) : cast.person(role)).id;
  const before = await eventsOf(running, channel);
  const member = cast.isMember(role, kind);
  const { adds, attempt } = channelActs[call];
  if (call === 'join' && !member) walkIn(cast, role, kind, channel);
  const { refusal, shows } = await attempt({ client: cast.client(role), channel, mark: cast.mark(channel), invitee });
  const added = (await eventsOf(running, channel)).slice(before.length);
  const expected = refusal ? undefined : adds[member ? 'member' : 'other'];
  expect(added, `${call}, ${kind}, ${role}: what it added`).toEqual(expected === undefined ? [] : [expected]);
  const accepted = refusal === undefined;
  if (call === 'join') expect(await isIn(running, channel, cast.person(role))).toBe(member || accepted);
  if (call === 'leave') expect(await isIn(running, channel, cast.person(role))).toBe(member && !accepted);
  if (call === 'invite') expect(await isIn(running, channel, { id: invitee })).toBe(accepted);
  if (refusal) return refusal.code;
  expect(shows, `${call}, ${kind}, ${role}: what it shows`).toBe(true);
  return 'ok';
}

/** Who may walk in will be told of the channel from then on. */
function walkIn(cast: Cast, role: OpenRole, kind: ChannelKind, channel: ChannelId): void {
  if (role === 'colleague' && kind !== 'direct' && kind !== 'group') cast.readable.get(role)?.add(cast.mark(channel));
}

async function eventsOf(running: Running, channel: ChannelId): Promise<string[]> {
  return (await running.server().events.page(channel, { limit: 500 })).map((event) => event.kind);
}

function isIn(running: Running, channel: ChannelId, person: Pick<Person, 'id'>): Promise<boolean> {
  return isMember(running.server().database.queries, channel, person.id);
}

async function codeOf(connecting: Promise<unknown>): Promise<string> {
  try {
    await connecting;
    return 'ok';
  } catch (error) {
    return error instanceof MullionError ? error.code : String(error);
  }
}

async function whoStands(running: Running, cast: Cast, standing: Standing): Promise<Pick<Person, 'id' | 'handle'>> {
  switch (standing) {
    case 'self':
      return cast.person('owner');
    case 'closed': {
      const person = await cast.colleagueOf('colleague');
      await setDisabled(running.server().database.queries, person.id, true);
      // It reaches the server by the database, a moment later.
      await expect.poll(() => codeOf(running.connect(person)), { timeout: 20_000 }).toBe('disabled');
      return person;
    }
    case 'nobody':
      return { id: PersonId.parse(randomUUID()), handle: 'nobody-at-all' };
    default:
      return cast.person(standing);
  }
}

/** Something to be told of: whose connection is looked at, and whether it has been told. */
type Provoked = { client: (role: OpenRole) => Client; isTold: (client: Client) => boolean };

/** Makes each push happen in a channel of two firms. `resync` is not here: its own test makes a client slow. */
const provoke: { [N in PushName]?: (running: Running, cast: Cast, channel: ChannelId) => Promise<Provoked> } = {
  async events(_running, { client, mark }, channel) {
    const text = `${marked.text(mark(channel))} pushed`;
    await client('owner').ok('send', { channel, id: newEventId(), body: { text } });
    const isTold = ({ told }: Client) =>
      told.events.some(({ events }) => events.some((event) => event.kind === 'message' && event.body.text === text));
    return { client, isTold };
  },
  async heads(_running, { client }, channel) {
    return { client, isTold: ({ told }) => told.heads.some(({ heads }) => Object.hasOwn(heads, channel)) };
  },
  async channel(_running, { client, mark }, channel) {
    const name = `${marked.name(mark(channel))} pushed`;
    await client('owner').ok('rename', { channel, id: newEventId(), name });
    return { client, isTold: ({ told }) => told.channel.some((each) => each.channel.channel.name === name) };
  },
  async gone(_running, { client }, channel) {
    await client('member').ok('leave', { channel, id: newEventId() });
    return { client, isTold: ({ told }) => told.gone.some((each) => each.channel === channel) };
  },
  async presence(_running, { client, person }) {
    const { id } = person('owner');
    for (const role of openRoles) await client(role).ok('watch', { people: [id] });
    const note = randomUUID();
    await client('owner').ok('presence', { status: 'phone', note });
    return { client, isTold: ({ told }) => told.presence.some(({ presences }) => presences.some((each) => each.note === note)) };
  },
  async read(running, { client, person }, channel) {
    const elsewhere = await running.join(person('owner'));
    const { head } = await client('owner').ok('history', { channel, limit: 1 });
    await client('owner').ok('read', { channel, seq: head });
    const isTold = ({ told }: Client) => told.read.some((each) => each.channel === channel && each.read === head);
    return { client: (role) => (role === 'owner' ? elsewhere : client(role)), isTold };
  },
  async bye(running, { client, colleagueOf }) {
    const leaver = await colleagueOf('member');
    const ended = await running.join(leaver);
    await setDisabled(running.server().database.queries, leaver.id, true);
    return { client: (role) => (role === 'member' ? ended : client(role)), isTold: ({ told }) => told.bye.length > 0 };
  },
};
