/**
 * An engine in memory, for component tests and the demo page: people, channels and messages by a script, no server, no
 * worker. It answers at once and tells its frames in the same turn, unless it is offline.
 */
import { v7 as uuid } from 'uuid';
import type {
  Draft,
  EngineCallName,
  EngineInput,
  EngineOutputs,
  EnginePushes,
  EnginePushName,
  Link,
  OutboxItem,
  Place,
  Shared,
  SharedDiff,
} from '../../shared/engine-api.ts';
import { MullionError } from '../../shared/errors.ts';
import type { ChannelEvent, MessageBody } from '../../shared/events.ts';
import { type Layout, panesShowing } from '../../shared/layout.ts';
import { type ChannelId, EventId, type Person, Seq } from '../../shared/model.ts';
import { applyShared } from './apply.ts';
import type { EngineClient } from './engine-client.ts';
import { buildScript, type FakeScript, tradingMorning } from './fake-script.ts';
import { noListeners } from './listeners.ts';

export interface FakeEngine extends EngineClient {
  /** Someone says something, by handle and channel name; it arrives as from the server. */
  say(channel: string, handle: string, text: string): ChannelEvent;
  /** The id of a scripted channel. */
  channel(name: string): ChannelId;
  person(handle: string): Person;
  shared(): Shared;
  /** Changes what all windows share, and tells it. */
  change(diff: SharedDiff): void;
  /** Offline: what is sent waits in the outbox until `online` again. */
  setLink(state: 'online' | 'offline'): void;
  /** The engine dies; with `attach` there is a new one. Calls in between wait. */
  detach(): void;
  attach(): void;
  /** Every call so far. */
  readonly calls: readonly { name: EngineCallName; input: unknown }[];
}

type Handlers = { [N in EngineCallName]: (input: EngineInput<N>) => EngineOutputs[N] };

const done: Record<string, never> = {};

export function createFakeEngine(script: FakeScript = tradingMorning, window = 'demo'): FakeEngine {
  const built = buildScript(script);
  const { logs, members } = built;
  const listeners = noListeners();
  const attachListeners = new Set<(attached: EngineOutputs['attach']) => void>();
  const detachListeners = new Set<() => void>();
  const opened = new Map<ChannelId, number>();
  const drafts = new Map<string, Draft>();
  const places = new Map<string, Place>();
  const calls: { name: EngineCallName; input: unknown }[] = [];
  const layouts = new Map<string, Layout>();
  let shownAs: string | null = window;
  let shared = built.shared;
  let attached = true;
  let waiting: (() => void)[] = [];
  let epoch = 1;

  const meOf = (): Person => {
    if (!shared.me) throw new MullionError('not-signed-in');
    return shared.me.person;
  };
  const logOf = (channel: ChannelId): ChannelEvent[] => {
    const log = logs.get(channel);
    if (!log) throw new MullionError('not-found');
    return log;
  };

  function push<N extends EnginePushName>(name: N, told: EnginePushes[N]): void {
    for (const listener of listeners[name]) listener(told);
  }
  function change(diff: SharedDiff): void {
    shared = applyShared(shared, diff);
    if (attached) push('frame', { shared: diff });
  }

  function append(channel: ChannelId, actor: Person, body: MessageBody, id: EventId): ChannelEvent {
    const log = logOf(channel);
    const last = log.at(-1);
    const event: ChannelEvent = {
      seq: Seq.parse((last?.seq ?? 0) + 1),
      nth: (last?.nth ?? 0) + 1,
      id,
      actor: actor.id,
      at: Date.now(),
      kind: 'message',
      body,
    };
    log.push(event);
    const view = shared.channels.find((each) => each.channel.id === channel);
    if (view) {
      const own = actor.id === shared.me?.person.id;
      const read = own ? { read: event.seq, readNth: event.nth, unread: 0, mentions: 0 } : { unread: event.nth - view.readNth };
      change({ channels: { upsert: [{ ...view, head: event.seq, headNth: event.nth, ...read }], remove: [] } });
    }
    if (attached && opened.has(channel)) push('frame', { timelines: [{ channel, type: 'append', events: [event] }] });
    return event;
  }

  function deliver(): void {
    if (shared.link.state !== 'online') return;
    for (const item of shared.outbox.filter(({ state }) => state === 'queued')) {
      append(item.channel, meOf(), item.body, item.id);
      change({ outbox: { upsert: [], remove: [item.id] } });
    }
  }

  const handlers: Handlers = {
    attach: () => ({ engine: `fake-${epoch}`, shared }),
    become: () => done,
    signIn() {
      change({ me: built.shared.me, link: online() });
      return done;
    },
    signOut() {
      change({ me: null, link: { state: 'signed-out' } });
      return done;
    },
    reconnect() {
      change({ link: online() });
      deliver();
      return done;
    },
    open({ channel, limit, around }) {
      const log = logOf(channel);
      const end = around === undefined ? log.length : Math.min(log.length, around + Math.floor(limit / 2));
      const begin = Math.max(0, end - limit);
      opened.set(channel, begin);
      return { channel, events: log.slice(begin, end), hasOlder: begin > 0, atNewest: end === log.length };
    },
    older({ channel, limit }) {
      const before = opened.get(channel) ?? 0;
      const begin = Math.max(0, before - limit);
      opened.set(channel, begin);
      const events = logOf(channel).slice(begin, before);
      if (events.length > 0) push('frame', { timelines: [{ channel, type: 'prepend', events, hasOlder: begin > 0 }] });
      return { added: events.length, hasOlder: begin > 0, missing: false };
    },
    page({ channel, at, limit }) {
      const log = logOf(channel);
      const middle = 'around' in at ? at.around : 'before' in at ? at.before - 1 : at.after;
      const begin = 'before' in at ? middle - limit : 'around' in at ? middle - Math.ceil(limit / 2) : middle;
      const events = log.slice(Math.max(0, begin), 'before' in at ? middle : Math.max(0, begin) + limit);
      return { events, hasOlder: (events[0]?.seq ?? 1) > 1, missing: false };
    },
    close({ channel }) {
      opened.delete(channel);
      return done;
    },
    send({ id, channel, body, pane }) {
      logOf(channel);
      drafts.delete(`${pane}/${channel}`);
      const item: OutboxItem = { id, channel, body, queuedAt: Date.now(), state: 'queued' };
      change({ outbox: { upsert: [item], remove: [] } });
      deliver();
      return item;
    },
    retry({ id }) {
      const item = shared.outbox.find((each) => each.id === id);
      if (!item) throw new MullionError('not-found');
      const { problem: _, ...rest } = item;
      change({ outbox: { upsert: [{ ...rest, state: 'queued' }], remove: [] } });
      deliver();
      return done;
    },
    discard({ id }) {
      const item = shared.outbox.find((each) => each.id === id);
      if (!item) throw new MullionError('not-found');
      change({ outbox: { upsert: [], remove: [id] } });
      return { body: item.body };
    },
    read({ channel, seq }) {
      const view = shared.channels.find((each) => each.channel.id === channel);
      const nth = logOf(channel)[seq - 1]?.nth ?? 0;
      if (view && seq > view.read) {
        const moved = { ...view, read: seq, readNth: nth, unread: Math.max(0, view.headNth - nth), mentions: 0 };
        change({ channels: { upsert: [moved], remove: [] } });
      }
      return done;
    },
    attend: () => done,
    members: ({ channel }) => ({ members: members.get(channel) ?? [] }),
    newcomers: () => ({ newcomers: [] }),
    directory({ query }) {
      const wanted = query.toLowerCase();
      return {
        people: shared.people.filter(({ name, handle }) => `${name} ${handle}`.toLowerCase().includes(wanted)),
        channels: shared.channels.map(({ channel }) => channel).filter(({ name }) => name.toLowerCase().includes(wanted)),
      };
    },
    create(input) {
      const direct = input.kind === 'direct';
      const peer = direct ? input.with : undefined;
      const found = shared.channels.find((view) => peer !== undefined && view.peer === peer);
      if (found) return { channel: found.channel.id };
      const view = built.newChannel(input.kind, direct ? '' : input.name, direct ? '' : input.topic, peer);
      change({ channels: { upsert: [view], remove: [] } });
      return { channel: view.channel.id };
    },
    join: () => done,
    leave({ channel }) {
      change({ channels: { upsert: [], remove: [channel] } });
      return done;
    },
    invite: () => done,
    rename({ channel, name }) {
      describe(channel, { name });
      return done;
    },
    topic({ channel, topic }) {
      describe(channel, { topic });
      return done;
    },
    presence({ status, note }) {
      const own = { person: meOf().id, status: status ?? ('available' as const), since: Date.now() };
      change({ presences: [note === undefined ? own : { ...own, note }] });
      return done;
    },
    circumstances: () => done,
    sleep: () => done,
    saveDraft({ pane, channel, text }) {
      if (text === '') drafts.delete(`${pane}/${channel}`);
      else drafts.set(`${pane}/${channel}`, { pane, channel, text, at: Date.now() });
      return done;
    },
    loadDrafts: () => ({ drafts: [...drafts.values()] }),
    takeDraft({ pane, channel }) {
      const shown = new Set([...layouts.values()].flatMap(({ root }) => panesShowing(root, channel).map(({ id }) => id)));
      const draft = [...drafts.values()].find((each) => each.channel === channel && !shown.has(each.pane)) ?? null;
      if (draft) {
        drafts.delete(`${draft.pane}/${channel}`);
        drafts.set(`${pane}/${channel}`, { ...draft, pane });
      }
      return { draft };
    },
    savePlaces(input) {
      for (const place of input.places) places.set(place.pane, place);
      return done;
    },
    loadPlaces: ({ panes }) => ({ places: panes.flatMap((pane) => places.get(pane) ?? []) }),
    saveLayout({ window: of, layout }) {
      layouts.set(of, layout);
      return done;
    },
    loadLayout: ({ window: of }) => ({ layout: layouts.get(of) ?? null }),
    readLayouts: ({ windows }) => ({
      layouts: windows.flatMap((of) => {
        const layout = layouts.get(of);
        return layout ? [{ window: of, layout }] : [];
      }),
    }),
    windows: () => ({ windows: [] }),
    movePanes: () => ({ opened: false }),
    forgetWindow({ window: of }) {
      layouts.delete(of);
      return done;
    },
    saveSettings({ settings }) {
      change({ settings });
      return done;
    },
    diagnostics: () => ({
      engine: `fake-${epoch}`,
      ports: 1,
      connections: shared.link.state === 'online' ? 1 : 0,
      stores: ['memory'],
      storedEvents: [...logs.values()].reduce((sum, log) => sum + log.length, 0),
      timelines: opened.size,
      uptimeMs: 0,
    }),
  };

  function describe(channel: ChannelId, what: { name: string } | { topic: string }): void {
    const view = shared.channels.find((each) => each.channel.id === channel);
    if (!view) throw new MullionError('not-found');
    change({ channels: { upsert: [{ ...view, channel: { ...view.channel, ...what } }], remove: [] } });
  }

  const online = (): Link => ({ state: 'online', since: Date.now(), latencyMs: 4, clockOffsetMs: 0, impaired: [] });

  function answer<N extends EngineCallName>(name: N, input: EngineInput<N>): EngineOutputs[N] {
    const handler: Handlers[N] = handlers[name];
    return handler(input);
  }

  return {
    get window() {
      return shownAs;
    },
    become(next) {
      shownAs = next;
    },
    calls,
    async call(name, input) {
      while (!attached) await new Promise<void>((resolve) => waiting.push(resolve));
      calls.push({ name, input });
      return answer(name, input);
    },
    on(name, listener) {
      listeners[name].add(listener);
      return () => void listeners[name].delete(listener);
    },
    onAttach(listener) {
      attachListeners.add(listener);
      if (attached) listener({ engine: `fake-${epoch}`, shared });
      return () => void attachListeners.delete(listener);
    },
    onDetach(listener) {
      detachListeners.add(listener);
      return () => void detachListeners.delete(listener);
    },
    say(name, handle, text) {
      return append(built.channel(name), built.person(handle), { text }, EventId.parse(uuid()));
    },
    channel: built.channel,
    person: built.person,
    shared: () => shared,
    change,
    setLink(state) {
      const now = Date.now();
      change({ link: state === 'online' ? online() : { state: 'offline', since: now, retryAt: now + 5_000 } });
      deliver();
    },
    detach() {
      attached = false;
      for (const listener of detachListeners) listener();
    },
    attach() {
      attached = true;
      epoch += 1;
      for (const listener of attachListeners) listener({ engine: `fake-${epoch}`, shared });
      for (const resume of waiting.splice(0)) resume();
      waiting = [];
    },
  };
}
