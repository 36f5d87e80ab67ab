/** An engine for the demo page: a small trading floor in memory, and the link's states on request. */
import type { ChannelView, EngineCalls, EngineOutputs, EnginePushes, Link, Shared, SharedDiff } from '../shared/engine-api.ts';
import { MullionError, problem } from '../shared/errors.ts';
import type { ChannelEvent } from '../shared/events.ts';
import type { Layout } from '../shared/layout.ts';
import {
  ChannelId,
  EventId,
  FirmId,
  Handle,
  type Person,
  PersonId,
  type PresenceStatus,
  Seq,
  TenantId,
} from '../shared/model.ts';
import { defaultSettings } from '../shared/settings.ts';
import type { EngineClient } from './client/engine-client.ts';
import { channels, firms, people, talk } from './demo-floor.ts';

const uuid = (kind: number, at: number) =>
  `00000000-0000-7000-8000-${String(kind).padStart(4, '0')}${String(at).padStart(8, '0')}`;
const tenant = TenantId.parse('demo');
const firmIds = firms.map((_, at) => FirmId.parse(uuid(1, at)));
const own = firmIds[0] ?? FirmId.parse(uuid(1, 0));
const everyone = people.map(
  ([handle, name, firm, title], at): Person => ({
    id: PersonId.parse(uuid(2, at)),
    firm: firmIds[firm] ?? own,
    handle: Handle.parse(handle),
    name,
    kind: handle === 'wire' ? 'feed' : 'person',
    title,
  }),
);
const someone = (at: number): Person => everyone[at % everyone.length] ?? everyone[0] ?? fail();

function fail(): never {
  throw new Error('The demo has no people.');
}

type Options = {
  state: 'workspace' | 'signed-out' | 'offline' | 'connecting' | 'refused' | 'none';
  perSecond: number;
  theme: 'dark' | 'light';
};

/** The engine of the demo page. */
export function demoEngine(options: Options): EngineClient {
  const start = new Date();
  start.setHours(7, 3, 0, 0);
  const logs = new Map<ChannelId, ChannelEvent[]>();
  let views: ChannelView[] = channels.map(([name, topic, outside, kind], at) => {
    const id = ChannelId.parse(uuid(3, at));
    const lines = talk[name] ?? [];
    const events: ChannelEvent[] = lines.map(([speaker, text], line) => ({
      kind: 'message',
      seq: Seq.parse(line + 1),
      nth: line + 1,
      id: EventId.parse(uuid(100 + at, line)),
      actor: someone(people.findIndex(([handle]) => handle === speaker)).id,
      at: start.getTime() + line * 137_000,
      body: { text, ...(text.includes('@mara') ? { mentions: [someone(0).id] } : {}) },
    }));
    logs.set(id, events);
    const unread = [2, 0, 4, 1, 0, 37, 3, 5, 1, 8, 2, 0][at] ?? 0;
    return {
      channel: {
        id,
        tenant,
        kind: kind === 'direct' ? 'direct' : 'persistent',
        name: kind === 'direct' ? '' : name,
        topic,
        recorded: true,
        feed: kind === 'feed',
      },
      role: 'member',
      head: Seq.parse(events.length),
      headNth: events.length,
      read: Seq.parse(Math.max(0, events.length - Math.min(unread, 3))),
      readNth: Math.max(0, events.length - Math.min(unread, 3)),
      mentions: at % 4 === 0 && unread > 0 ? 1 : 0,
      firms: [{ firm: own, members: 11 }, ...firmIds.slice(1, 1 + outside).map((firm) => ({ firm, members: 2 }))],
      ...(kind === 'direct' ? { peer: someone(people.findIndex(([handle]) => handle === 'pell')).id } : {}),
      unread,
      behind: null,
    };
  });
  const now = Date.now();
  const links: Record<Options['state'], Link> = {
    workspace: { state: 'online', since: now, latencyMs: 12, clockOffsetMs: 0 },
    none: { state: 'online', since: now, latencyMs: 12, clockOffsetMs: 0 },
    'signed-out': { state: 'signed-out' },
    offline: { state: 'offline', since: now - 121_000, retryAt: now + 8_000 },
    connecting: { state: 'connecting', since: now },
    refused: { state: 'refused', problem: problem('protocol-too-old') },
  };
  const statuses: PresenceStatus[] = ['available', 'busy', 'dnd', 'phone', 'meeting', 'away', 'off-work', 'unknown'];
  const signedIn = options.state !== 'signed-out' && options.state !== 'connecting';
  const shared: Shared = {
    link: links[options.state],
    me: signedIn ? { person: someone(0), firm: { id: own, tenant, name: 'Corvid Capital Markets', short: 'Corvid' } } : null,
    channels: signedIn && options.state !== 'none' ? views : [],
    people: everyone,
    firms: firms.map(([name, short], at) => ({ id: firmIds[at] ?? own, tenant, name, short })),
    presences: everyone.map((person, at) => ({ person: person.id, status: statuses[at % statuses.length] ?? 'unknown' })),
    outbox: [],
    settings: { ...defaultSettings, theme: options.theme },
    store: { history: 'ok', outbox: 'ok', persisted: true },
  };
  const listeners = new Set<(frame: EnginePushes['frame']) => void>();
  const push = (frame: EnginePushes['frame']) => {
    for (const listener of listeners) listener(frame);
  };
  const tell = (diff: SharedDiff) => push({ shared: diff });
  let layout: Layout | null = null;

  const append = (channel: ChannelId, actor: PersonId, text: string, id = EventId.parse(crypto.randomUUID())) => {
    const log = logs.get(channel) ?? [];
    const seq = Seq.parse(log.length + 1);
    const event: ChannelEvent = { kind: 'message', seq, nth: seq, id, actor, at: Date.now(), body: { text } };
    logs.set(channel, [...log, event]);
    views = views.map((view) =>
      view.channel.id === channel
        ? { ...view, head: seq, headNth: seq, unread: actor === someone(0).id ? 0 : view.unread + 1 }
        : view,
    );
    push({
      shared: { channels: { upsert: views.filter((view) => view.channel.id === channel), remove: [] } },
      timelines: [{ channel, type: 'append', events: [event] }],
    });
  };

  const calls: Partial<EngineCalls> = {
    open: async ({ channel }) => ({ channel, events: logs.get(channel) ?? [], hasOlder: false, atNewest: true }),
    older: async () => ({ added: 0, hasOlder: false, missing: false }),
    send: async ({ id, channel, body }) => {
      setTimeout(() => append(channel, someone(0).id, body.text, id), 30);
      return { id, channel, body, queuedAt: Date.now(), state: 'sending' };
    },
    loadLayout: async () => ({ layout }),
    saveLayout: async (input) => {
      layout = input.layout;
      return {};
    },
    loadDrafts: async () => ({ drafts: [] }),
    members: async () => ({ members: everyone.map((person) => ({ person: person.id, role: 'member', joinedAt: now })) }),
    directory: async ({ query }) => ({
      people: everyone.filter((person) => person.name.toLowerCase().includes(query.toLowerCase())),
      channels: [
        {
          id: ChannelId.parse(uuid(3, 99)),
          tenant,
          kind: 'persistent',
          name: 'repo',
          topic: 'GC and specials',
          recorded: true,
          feed: false,
        },
      ],
    }),
    signIn: async () => {
      throw new MullionError('locked', undefined, { retryAfterMs: 240_000 });
    },
    saveSettings: async ({ settings }) => {
      tell({ settings });
      return {};
    },
    presence: async ({ status, note }) => {
      tell({ presences: [{ person: someone(0).id, status: status ?? 'available', ...(note === undefined ? {} : { note }) }] });
      return {};
    },
    read: async ({ channel, seq }) => {
      views = views.map((view) =>
        view.channel.id === channel ? { ...view, read: seq, readNth: seq, unread: 0, mentions: 0 } : view,
      );
      tell({ channels: { upsert: views.filter((view) => view.channel.id === channel), remove: [] } });
      return {};
    },
    signOut: async () => {
      tell({ link: { state: 'signed-out' }, me: null });
      return {};
    },
  };

  if (options.perSecond > 0) {
    let said = 0;
    setInterval(() => {
      const view = views[said++ % views.length];
      if (view) append(view.channel.id, someone(said * 7).id, `line ${said} of the flood`);
    }, 1000 / options.perSecond);
  }

  const attached: EngineOutputs['attach'] = { engine: 'demo', shared };
  return {
    window: 'demo',
    call: (name, input) => {
      const call = calls[name];
      return call ? call(input) : Promise.reject(new MullionError('internal', `The demo cannot ${name}.`));
    },
    on(name, listener) {
      if (name !== 'frame') return () => {};
      const heard = (frame: EnginePushes['frame']) => listener(frame as Parameters<typeof listener>[0]);
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    onAttach(listener) {
      setTimeout(() => listener(attached));
      return () => {};
    },
    onDetach: () => () => {},
  };
}
