/**
 * The people of the matrix, one for each way of standing to a channel, and channels of each kind for them to stand to.
 */
import { randomUUID } from 'node:crypto';
import type { ChannelId, Person } from '../../../shared/model.ts';
import { TenantId } from '../../../shared/model.ts';
import { addPerson, ensureFirm, setDisabled } from '../../store/people.ts';
import type { Client } from '../client.ts';
import type { Running } from '../each-server.ts';
import { newEventId } from '../people.ts';
import type { RunningServer } from '../server.ts';
import { type ChannelKind, type Role, roles } from './rows.ts';

export type OpenRole = Exclude<Role, 'disabled'>;
export const openRoles = roles.filter((role): role is OpenRole => role !== 'disabled');

/** Who is a member of a channel of each kind, the owner first; and who was, until the account was closed. */
const members: Record<ChannelKind, readonly Role[]> = {
  direct: ['owner', 'member'],
  group: ['owner', 'member', 'guest', 'disabled'],
  persistent: ['owner', 'member', 'disabled'],
  shared: ['owner', 'member', 'guest', 'disabled'],
  feed: ['owner', 'member', 'guest', 'feeder', 'disabled'],
};

export interface Cast {
  person(role: Role): Person;
  client(role: OpenRole): Client;
  /** A colleague of this role's, whom they can find. Another one each time. */
  colleagueOf(role: Role): Promise<Person>;
  /** A fresh channel of this kind (the direct one is always the same), with a message in it. Name, topic and text bear its mark. */
  channel(kind: ChannelKind): Promise<ChannelId>;
  mark(channel: ChannelId): string;
  isMember(role: Role, kind: ChannelKind): boolean;
  /** Marks of the channels whose content a role may have been told of, and of those that it could find. */
  readonly readable: ReadonlyMap<OpenRole, Set<string>>;
  readonly findable: ReadonlyMap<OpenRole, Set<string>>;
  /** Everything that came over this role's connection, as it came. */
  readonly frames: ReadonlyMap<OpenRole, string[]>;
}

/** Words with a channel's mark, by which what comes from it is known again wherever it turns up. */
export const marked = {
  name: (mark: string) => `name-${mark}`,
  topic: (mark: string) => `topic-${mark}`,
  text: (mark: string) => `text-${mark}`,
  in: (frame: string) => frame.matchAll(/(name|topic|text)-([0-9a-f]{8}-[0-9a-f-]{27})/g),
};

const firms: Record<Role, string> = {
  owner: 'Corvid',
  member: 'Corvid',
  feeder: 'Corvid',
  colleague: 'Corvid',
  disabled: 'Corvid',
  guest: 'Halden',
  partner: 'Halden',
  stranger: 'Strange',
  foreigner: 'Elsewhere',
};
const otherTenant = TenantId.parse('elsewhere');

export async function gather(running: Running): Promise<Cast> {
  const server = running.server();
  const people = new Map<Role, Person>();
  for (const role of roles) people.set(role, await newPerson(server, role, role));
  const clients = new Map<OpenRole, Client>();
  const readable = new Map<OpenRole, Set<string>>();
  const findable = new Map<OpenRole, Set<string>>();
  const frames = new Map<OpenRole, string[]>();
  const person = (role: Role) => known(people, role);
  const client = (role: OpenRole) => known(clients, role);

  await server.addChannel('common', [person('owner'), person('partner')]);
  for (const role of openRoles) {
    const connected = await running.connect(person(role));
    const heard: string[] = [];
    connected.socket.io.engine.on('packet', ({ data }) => heard.push(String(data ?? '')));
    frames.set(role, heard);
    clients.set(role, connected);
    readable.set(role, new Set());
    findable.set(role, new Set());
    await connected.ok('sync', { cursors: {} });
  }
  await setDisabled(server.database.queries, person('disabled').id, true);

  const marks = new Map<ChannelId, string>();
  let direct: ChannelId | undefined;
  let extras = 0;
  async function newChannel(kind: ChannelKind, mark: string): Promise<ChannelId> {
    if (kind === 'direct') {
      const made = await client('owner').ok('create', { kind: 'direct', id: newEventId(), with: person('member').id });
      return made.channel.channel.id;
    }
    const options = {
      kind: kind === 'group' ? 'group' : 'persistent',
      topic: marked.topic(mark),
      feed: kind === 'feed',
    } as const;
    return await server.addChannel(marked.name(mark), members[kind].map(person), options);
  }

  return {
    person,
    client,
    async colleagueOf(role) {
      const colleague = await newPerson(server, `extra-${role}-${extras++}`, role);
      // Whoever has connected is known to the server; otherwise it hears of them in a moment.
      (await running.connect(colleague)).close();
      return colleague;
    },
    async channel(kind) {
      if (kind === 'direct' && direct !== undefined) return direct;
      const mark = randomUUID();
      for (const role of openRoles) {
        if (members[kind].includes(role)) known(readable, role).add(mark);
        if (role === 'colleague' && kind !== 'direct' && kind !== 'group') known(findable, role).add(mark);
      }
      const channel = await newChannel(kind, mark);
      marks.set(channel, mark);
      if (kind === 'direct') direct = channel;
      await client(kind === 'feed' ? 'feeder' : 'owner').ok('send', {
        channel,
        id: newEventId(),
        body: { text: marked.text(mark) },
      });
      return channel;
    },
    mark: (channel) => known(marks, channel),
    isMember: (role, kind) => members[kind].includes(role),
    readable,
    findable,
    frames,
  };
}

async function newPerson(server: RunningServer, handle: string, role: Role): Promise<Person> {
  const { queries } = server.database;
  const tenant = role === 'foreigner' ? otherTenant : server.tenant;
  const firm = await ensureFirm(queries, tenant, firms[role]);
  return await addPerson(queries, { tenant, firm: firm.id, handle, name: handle, kind: role === 'feeder' ? 'feed' : 'person' });
}

/** Every cast has everyone: who is missing is a mistake in the cast. */
function known<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`There is no ${String(key)} in the cast.`);
  return value;
}
