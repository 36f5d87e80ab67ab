/** What the fake engine plays: a script in a few lines of text, made into the nouns of the product. */
import { v5 as uuidOf } from 'uuid';
import type { ChannelView, LocalStore, Shared } from '../../shared/engine-api.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import {
  type ChannelId,
  ChannelId as ChannelIdSchema,
  type ChannelKind,
  EventId,
  type Firm,
  FirmId,
  type Member,
  type Person,
  PersonId,
  type PresenceStatus,
  Seq,
  TenantId,
} from '../../shared/model.ts';
import { defaultSettings } from '../../shared/settings.ts';

export type FakeScript = {
  /** The handle of the one whose desk this is. */
  me: string;
  people: { handle: string; name: string; firm: string; title?: string; status?: PresenceStatus }[];
  channels: {
    /** A direct channel is called by the other person's handle here. */
    name: string;
    kind?: ChannelKind;
    topic?: string;
    feed?: boolean;
    /** Unread messages at the end. */
    unread?: number;
    /** `handle: text`, oldest first, a minute apart, the last one at `endsAt`. */
    lines: string[];
  }[];
  /** Milliseconds since 1970. */
  endsAt: number;
};

/** A desk in the morning: enough of everything to look at. */
export const tradingMorning: FakeScript = {
  me: 'mara',
  endsAt: Date.UTC(2026, 10, 23, 8, 42),
  people: [
    { handle: 'mara', name: 'Mara Voss', firm: 'Aldgate Capital', title: 'EUR rates', status: 'available' },
    { handle: 'okoye', name: 'Chidi Okoye', firm: 'Aldgate Capital', title: 'FX spot', status: 'busy' },
    { handle: 'lind', name: 'Sanna Lind', firm: 'Nordhavn Bank', title: 'Treasury', status: 'unknown' },
    { handle: 'tan', name: 'Wei Tan', firm: 'Aldgate Capital', title: 'Credit', status: 'away' },
    { handle: 'wire', name: 'Headlines', firm: 'Aldgate Capital' },
  ],
  channels: [
    {
      name: 'rates-eur',
      topic: 'Bunds, swaps, supply',
      unread: 1,
      lines: [
        'okoye: morning all',
        'tan: supply at 10, 4bn in the 10y',
        'mara: /me is long the belly into it',
        'lind: can you show me 5y5y in 50k?',
        'tan: see https://example.com/calendar before you do',
      ],
    },
    { name: 'fx-spot', topic: 'G10', lines: ['okoye: EURUSD 1.0832/34 5x10', 'mara: mine at 34', 'okoye: done'] },
    { name: 'macro-news', feed: true, unread: 2, lines: ['wire: *ECB: RATES UNCHANGED', 'wire: *GERMAN PMI 48.9 VS 48.2 EXP'] },
    { name: 'lind', kind: 'direct', lines: ['lind: are you there?', 'mara: always'] },
  ],
};

function heldOf(logs: readonly (readonly ChannelEvent[])[]): LocalStore['held'] {
  const times = logs.flat().map((event) => event.at);
  return { events: times.length, oldestAt: times.length > 0 ? Math.min(...times) : null };
}

const NAMESPACE = '5ac3f2d0-8f5e-4c0b-9a57-0f5b6d1f7a11';
const MINUTE_MS = 60_000;

export type BuiltScript = {
  shared: Shared;
  logs: Map<ChannelId, ChannelEvent[]>;
  members: Map<ChannelId, Member[]>;
  channel(name: string): ChannelId;
  person(handle: string): Person;
  newChannel(kind: ChannelKind, name: string, topic: string, peer: PersonId | undefined): ChannelView;
};

/** The same script gives the same ids each time. Throws on a name that is not in it. */
export function buildScript(script: FakeScript): BuiltScript {
  const id = (what: string) => uuidOf(what, NAMESPACE);
  const tenant = TenantId.parse('home');
  const firms = new Map<string, Firm>();
  const people = new Map<string, Person>();
  for (const { handle, name, firm, title } of script.people) {
    const employer = firms.get(firm) ?? {
      id: FirmId.parse(id(`firm ${firm}`)),
      tenant,
      name: firm,
      short: firm.split(' ')[0] ?? firm,
    };
    firms.set(firm, employer);
    const person: Person = { id: PersonId.parse(id(`person ${handle}`)), firm: employer.id, handle, name, kind: 'person' };
    people.set(handle, title === undefined ? person : { ...person, title });
  }
  const person = (handle: string): Person => {
    const found = people.get(handle);
    if (!found) throw new Error(`There is no "${handle}" in this script.`);
    return found;
  };
  const firmOf = (one: Person): Firm => {
    const found = [...firms.values()].find((firm) => firm.id === one.firm);
    if (!found) throw new Error(`"${one.handle}" has no firm.`);
    return found;
  };
  const me = person(script.me);
  const logs = new Map<ChannelId, ChannelEvent[]>();
  const members = new Map<ChannelId, Member[]>();
  const names = new Map<string, ChannelId>();
  let made = 0;

  function view(kind: ChannelKind, name: string, topic: string, feed: boolean, inIt: Person[], key: string): ChannelView {
    const channel = ChannelIdSchema.parse(id(`channel ${key}`));
    names.set(key, channel);
    members.set(
      channel,
      inIt.map((one) => ({ person: one.id, role: one.id === me.id ? 'owner' : 'member', joinedAt: script.endsAt })),
    );
    const counts = Map.groupBy(inIt, (one) => one.firm);
    const peer = kind === 'direct' ? inIt.find((one) => one.id !== me.id) : undefined;
    return {
      channel: { id: channel, tenant, kind, name: kind === 'direct' ? '' : name, topic, recorded: true, feed },
      role: 'member',
      head: Seq.parse(0),
      headNth: 0,
      read: Seq.parse(0),
      readNth: 0,
      mentions: 0,
      unread: 0,
      behind: null,
      firms: [...counts].map(([firm, ones]) => ({ firm, members: ones.length })),
      ...(peer ? { peer: peer.id } : {}),
    };
  }

  const channels = script.channels.map(({ name, kind = 'persistent', topic = '', feed = false, unread = 0, lines }) => {
    const inIt = kind === 'direct' ? [me, person(name)] : [...people.values()];
    const empty = view(kind, name, topic, feed, inIt, name);
    const log = lines.map((line, index): ChannelEvent => {
      const [, handle = '', said = ''] = /^(\S+): (.*)$/s.exec(line) ?? [];
      const action = said.startsWith('/me ');
      return {
        seq: Seq.parse(index + 1),
        nth: index + 1,
        id: EventId.parse(id(`event ${name} ${index}`)),
        actor: person(handle).id,
        at: script.endsAt - (lines.length - 1 - index) * MINUTE_MS,
        kind: 'message',
        body: action ? { text: said.slice(4), style: 'action' } : { text: said },
      };
    });
    logs.set(empty.channel.id, log);
    const head = Seq.parse(log.length);
    const read = Seq.parse(log.length - unread);
    return { ...empty, head, headNth: head, read, readNth: read, unread };
  });

  return {
    logs,
    members,
    person,
    channel(name) {
      const found = names.get(name);
      if (!found) throw new Error(`There is no channel "${name}" in this script.`);
      return found;
    },
    newChannel(kind, name, topic, peer) {
      made += 1;
      const other = [...people.values()].find((one) => one.id === peer);
      const fresh = view(kind, name, topic, false, other ? [me, other] : [me], `${name || 'direct'} ${made}`);
      logs.set(fresh.channel.id, []);
      return fresh;
    },
    shared: {
      link: { state: 'online', since: script.endsAt, latencyMs: 4, clockOffsetMs: 0, impaired: [] },
      me: { person: me, firm: firmOf(me) },
      channels,
      people: [...people.values()],
      firms: [...firms.values()],
      presences: script.people.flatMap(({ handle, status }) =>
        status ? [{ person: person(handle).id, status, since: script.endsAt - MINUTE_MS }] : [],
      ),
      outbox: [],
      settings: defaultSettings,
      store: { history: 'ok', outbox: 'ok', persisted: true, held: heldOf([...logs.values()]) },
      windows: 1,
    },
  };
}
