/** What a window may ask: each call with what answers it. */
import { ENGINE_API_VERSION, type EngineCallName, type EngineInput, type EngineOutputs } from '../../shared/engine-api.ts';
import { MullionError } from '../../shared/errors.ts';
import { type ChosenStatus, EventId } from '../../shared/model.ts';
import type { ChannelState } from '../../shared/protocol.ts';
import type { Handlers } from '../../shared/rpc.ts';
import type { Account } from './account.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { Layouts } from './layouts.ts';
import type { SharedState } from './shared-state.ts';
import type { Kept } from './store/kept.ts';
import { StoreCorrupt } from './store/pages.ts';
import type { TimelineSink } from './timelines.ts';

type Inputs = { [N in EngineCallName]: EngineInput<N> };
export type EngineHandlers = Handlers<Inputs, EngineOutputs>;

/** What the engine lends to the calls of one port. */
export type CallParts = {
  sink: TimelineSink;
  shared: SharedState;
  connection: Connection;
  clock: Clock;
  engine: string;
  server: string;
  layouts: Layouts;
  /** Resolves once the stores are open. */
  kept(): Promise<Kept>;
  /** Resolves once it is known who is signed in here, or that this cannot be known. */
  resumed(): Promise<void>;
  /** Rejects with `not-signed-in`. */
  account(): Promise<Account>;
  /** The port told who it is. `outdated`: it is of another build. */
  attached(as: EngineInput<'attach'>, outdated: boolean): void;
  attend(channels: EngineInput<'attend'>['channels']): void;
  /** The window on this port is another from now on. */
  become(window: string | null, hidden: boolean): void;
  /** Its name; refused with `unavailable` while it is none. */
  window(): string;
  newId(): string;
  signIn(input: EngineInput<'signIn'>): Promise<void>;
  signOut(): Promise<void>;
  circumstances(now: EngineInput<'circumstances'>): void;
  /** The person chose a presence, null: none in particular. */
  chose(status: ChosenStatus | null): void;
  diagnostics(): EngineOutputs['diagnostics'];
};

const done: Record<string, never> = {};
/** Most directory hits that are shown at once. */
const DIRECTORY_LIMIT = 50;

export function createHandlers(parts: CallParts): EngineHandlers {
  const { sink, shared, connection, clock } = parts;

  /** The id of what a call appends: the call's own, so that a call that is asked again appends nothing twice. */
  const idOf = (call: string): EventId => {
    const own = EventId.safeParse(call);
    return own.success ? own.data : EventId.parse(parts.newId());
  };

  async function open(input: EngineInput<'open'>): Promise<EngineOutputs['open']> {
    const { book, timelines } = await parts.account();
    if (!book.has(input.channel)) throw new MullionError('not-found');
    return timelines.open(sink, input);
  }

  async function page(input: EngineInput<'page'>): Promise<EngineOutputs['page']> {
    const { book, timelines } = await parts.account();
    if (!book.has(input.channel)) throw new MullionError('not-found');
    return timelines.page(input);
  }

  async function welcome(channel: ChannelState): Promise<void> {
    const { book, backfill, presence } = await parts.account();
    book.describe(channel);
    backfill.look(channel.channel.id, 'now');
    presence.changed();
  }

  /** The history could not be read and is built anew: nobody has to ask again for that. */
  async function onceMore<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof StoreCorrupt) return ask();
      throw error;
    }
  }

  return {
    async attach(input) {
      const outdated = input.api !== ENGINE_API_VERSION;
      parts.attached(input, outdated);
      if (outdated) throw new MullionError('protocol-too-old', 'This window is of another version than its engine. It reloads.');
      // A window that comes back keeps what it shows: it is told of nobody signed in only when that is known.
      if (input.role === 'window') await parts.resumed();
      return { engine: parts.engine, shared: shared.read() };
    },
    async become({ window, hidden }) {
      parts.become(window, hidden);
      return done;
    },
    async signIn(input) {
      await parts.signIn(input);
      return done;
    },
    async signOut() {
      await parts.signOut();
      return done;
    },
    async reconnect() {
      connection.reconnect();
      return done;
    },
    open: (input) => onceMore(() => open(input)),
    page: (input) => onceMore(() => page(input)),
    older: async (input) => (await parts.account()).timelines.older(sink, input),
    async close({ channel }) {
      (await parts.account()).timelines.close(sink, channel);
      return done;
    },
    async send(input) {
      const { book, outbox } = await parts.account();
      if (!book.has(input.channel)) throw new MullionError('not-found');
      return outbox.send(input);
    },
    async retry({ id }) {
      await (await parts.account()).outbox.retry(id);
      return done;
    },
    discard: async ({ id }) => ({ body: await (await parts.account()).outbox.discard(id) }),
    async read({ channel, seq }) {
      await (await parts.account()).reads.read(channel, seq);
      return done;
    },
    async attend({ channels }) {
      parts.attend(channels);
      return done;
    },
    async members({ channel }) {
      const { people } = await parts.account();
      const answer = await connection.call('members', { channel });
      people.learn(answer.people, answer.firms);
      return { members: answer.members };
    },
    newcomers: ({ channel }) =>
      onceMore(async () => {
        const { book, newcomers } = await parts.account();
        if (!book.has(channel)) throw new MullionError('not-found');
        return { newcomers: await newcomers(channel) };
      }),
    async directory({ query }) {
      const { people } = await parts.account();
      const answer = await connection.call('directory', { query, limit: DIRECTORY_LIMIT });
      people.learn(answer.people, answer.firms);
      return { people: answer.people, channels: answer.channels };
    },
    async create(input, call) {
      await parts.account();
      const { channel } = await connection.call('create', { ...input, id: idOf(call) });
      await welcome(channel);
      return { channel: channel.channel.id };
    },
    async join({ channel }, call) {
      await parts.account();
      const answer = await connection.call('join', { channel, id: idOf(call) });
      await welcome(answer.channel);
      return done;
    },
    async leave({ channel }, call) {
      const { book } = await parts.account();
      await connection.call('leave', { channel, id: idOf(call) });
      book.forget(channel);
      return done;
    },
    async invite(input, call) {
      await parts.account();
      await connection.call('invite', { ...input, id: idOf(call) });
      return done;
    },
    async rename(input, call) {
      await parts.account();
      await connection.call('rename', { ...input, id: idOf(call) });
      return done;
    },
    async topic(input, call) {
      await parts.account();
      await connection.call('topic', { ...input, id: idOf(call) });
      return done;
    },
    async presence(input) {
      const { own } = await parts.account();
      // Who changes the words beside it chooses nothing.
      const noted = (input.note ?? null) !== own.note();
      await own.choose(input);
      if (!noted) parts.chose(input.status ?? null);
      return done;
    },
    async circumstances(now) {
      parts.circumstances(now);
      return done;
    },
    async sleep({ asleep }) {
      if (asleep) connection.sleep();
      else connection.wake();
      return done;
    },
    async saveDraft({ pane, channel, text }) {
      const { key } = await parts.account();
      await (await parts.kept()).saveDraft(key, { pane, channel, text, at: clock.now() });
      return done;
    },
    async loadDrafts() {
      const { key } = await parts.account();
      return { drafts: await (await parts.kept()).drafts(key) };
    },
    async takeDraft(place) {
      const { key } = await parts.account();
      return { draft: (await (await parts.kept()).takeDraft(key, place)) ?? null };
    },
    async savePlaces({ places }) {
      const { key } = await parts.account();
      await (await parts.kept()).savePlaces(key, places, clock.now());
      return done;
    },
    async loadPlaces({ panes }) {
      const { key } = await parts.account();
      return { places: await (await parts.kept()).places(key, panes) };
    },
    async saveLayout({ window, layout }) {
      const { key } = await parts.account();
      await parts.layouts.save(key, window, layout);
      return done;
    },
    loadLayout: async ({ window }) => parts.layouts.load((await parts.account()).key, window),
    readLayouts: async ({ windows }) => ({ layouts: await parts.layouts.read((await parts.account()).key, windows) }),
    windows: async () => ({ windows: await parts.layouts.others((await parts.account()).key, parts.window()) }),
    async movePanes(input) {
      // As it is now: it may be another by the time that the account is known.
      const asker = parts.window();
      return parts.layouts.move((await parts.account()).key, asker, input);
    },
    async forgetWindow({ window }) {
      const { key } = await parts.account();
      await parts.layouts.forget(key, window);
      return done;
    },
    async saveSettings({ settings }) {
      await (await parts.kept()).saveSettings(parts.server, settings);
      shared.change({ settings });
      return done;
    },
    diagnostics: () => Promise.resolve(parts.diagnostics()),
  };
}
