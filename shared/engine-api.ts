/**
 * Window <-> engine, over a MessagePort. A window asks (`EngineCalls`), and is told (`EnginePushes`): first a snapshot, then
 * diffs. Diffs are values: they can be squashed, so a slow window gets one large diff rather than a queue.
 */

import { Circumstances } from './circumstances.ts';
import { MOST_WINDOWS } from './desks.ts';
import type { Problem } from './errors.ts';
import type { ChannelEvent } from './events.ts';
import { MessageBody } from './events.ts';
import { Layout, PaneId, Spot, Tabs, WindowName } from './layout.ts';
import type { Channel, Firm, Member, Person, Presence } from './model.ts';
import { ChannelId, ChannelName, ChosenStatus, EventId, Handle, PersonId, Seq, Topic } from './model.ts';
import type { ChannelState, Impairment } from './protocol.ts';
import { z } from './schema.ts';
import { Settings } from './settings.ts';
import type { Toast } from './toast.ts';

/** A window and an engine of different builds do not talk: the window reloads itself instead. */
export const ENGINE_API_VERSION = 9;

/** The link to the server, always in words: `since` is when this state began (ms), `retryAt` when the next try is. */
export type Link =
  | { state: 'signed-out'; problem?: Problem }
  | { state: 'connecting'; since: number }
  | { state: 'syncing'; since: number }
  | { state: 'online'; since: number; latencyMs: number | null; clockOffsetMs: number; impaired: readonly Impairment[] }
  | { state: 'offline'; since: number; retryAt: number; problem?: Problem }
  /** Nothing will mend this by itself (too old, disabled…). */
  | { state: 'refused'; problem: Problem };

/** A message of one's own that the log does not hold yet. */
export type OutboxItem = {
  id: EventId;
  channel: ChannelId;
  body: MessageBody;
  /** When it was queued (ms, this computer's clock). */
  queuedAt: number;
  state: 'queued' | 'sending' | 'failed';
  /** Why it failed, if it did. */
  problem?: Problem;
};

/** A channel in the sidebar: its state, what is unread, what is behind. */
export type ChannelView = ChannelState & {
  unread: number;
  /** Messages that are missing locally between what we have and the newest, and since when: "loading 1,240 messages from …". */
  behind: { messages: number; since: number } | null;
};

export type Me = { person: Person; firm: Firm };

/** What all windows share. A diff replaces the named fields, and upserts or removes by id. */
export type Shared = {
  link: Link;
  me: Me | null;
  channels: ChannelView[];
  people: Person[];
  firms: Firm[];
  presences: Presence[];
  outbox: OutboxItem[];
  settings: Settings;
  store: LocalStore;
  /** How many windows show this person's desk, this one included. */
  windows: number;
};

/** How secure and durable the local store is, what happened to it, and what it holds. */
export type LocalStore = {
  history: 'ok' | 'rebuilt' | 'memory';
  outbox: 'ok' | 'memory';
  persisted: boolean;
  /** Events of all channels together, and when the oldest of them was (ms); null while that is not known. */
  held: { events: number; oldestAt: number | null };
};
export type SharedDiff = {
  link?: Link;
  me?: Me | null;
  channels?: { upsert: ChannelView[]; remove: ChannelId[] };
  people?: Person[];
  firms?: Firm[];
  presences?: Presence[];
  outbox?: { upsert: OutboxItem[]; remove: EventId[] };
  settings?: Settings;
  store?: LocalStore;
  windows?: number;
};

/** A contiguous part of one channel's log, in order of seq. `hasOlder`: the log goes on before it. */
export type TimelineSnapshot = {
  channel: ChannelId;
  events: ChannelEvent[];
  hasOlder: boolean;
  /** The part reaches the newest event that the engine knows. */
  atNewest: boolean;
};
/** What happened to it since: older events in front, newer ones behind; or all anew (after a gap or a re-sync). */
export type TimelineDiff =
  | { channel: ChannelId; type: 'append'; events: ChannelEvent[] }
  | { channel: ChannelId; type: 'prepend'; events: ChannelEvent[]; hasOlder: boolean }
  | { channel: ChannelId; type: 'reset'; snapshot: TimelineSnapshot };

/** A contiguous piece of a log. `missing`: what was asked for is not on this computer, and there is no connection to fetch it. */
export type LogPage = { events: ChannelEvent[]; hasOlder: boolean; missing: boolean };

/** A person who has come into a channel, and the event that says so. */
export type Newcomer = { person: PersonId; seq: Seq };

/** Another window of the same person. */
export type OtherWindow = { window: WindowName; layout: Layout };

export type Draft = { pane: PaneId; channel: ChannelId; text: string; at: number };

/** What a pane looks at, as it is kept for the next time that the pane is opened, here or in another window. */
export const Place = z.object({
  pane: PaneId,
  channel: ChannelId,
  /** The event that is being read, and how far below the upper edge its line stands (px); null: at the bottom, and staying there. */
  anchor: z.object({ seq: Seq, top: z.number() }).nullable(),
  /** The "new" line stands after this seq; null: nowhere. */
  unreadAfter: Seq.nullable(),
  /** From where to where the composer's text is selected: its caret, where both are the same. */
  selection: z.tuple([z.int().min(0), z.int().min(0)]).nullable(),
});
export type Place = z.infer<typeof Place>;

const Nothing = z.object({});

/** Window -> engine. Inputs are checked by the engine; outputs are typed only (the engine is ours). */
export const engineInputs = {
  /** First call on a port. `window`: null for one that is kept hidden until it is needed. */
  attach: z.object({ api: z.int(), window: WindowName.nullable(), role: z.enum(['window', 'anchor']) }),
  /** The window is another from now on, or none: it is about to be another, or `hidden` until it is needed. */
  become: z.object({ window: WindowName.nullable(), hidden: z.boolean() }),
  signIn: z.union([
    z.object({ handle: Handle, password: z.string().min(1).max(1024) }),
    z.object({ ticket: z.string().min(1).max(256) }),
  ]),
  signOut: Nothing,
  /** Try to connect now, rather than at `retryAt`. */
  reconnect: Nothing,
  /** Opens a channel's timeline on this port: its newest events, or those around a seq. Diffs follow as `timeline`. */
  open: z.object({ channel: ChannelId, around: Seq.optional(), limit: z.int().min(1).max(1000) }),
  /** Extends an open timeline backwards; the events come as a `prepend`. `before`: where the window's part begins, if it is further back. */
  older: z.object({ channel: ChannelId, limit: z.int().min(1).max(500), before: Seq.optional() }),
  /** A piece of a channel's log, whatever this port has open: around an event, or what lies before or after one. */
  page: z.object({
    channel: ChannelId,
    at: z.union([z.object({ around: Seq }), z.object({ before: Seq }), z.object({ after: Seq })]),
    limit: z.int().min(1).max(500),
  }),
  close: z.object({ channel: ChannelId }),
  /** Queues a message; resolves when it is durable in the outbox. */
  send: z.object({ id: EventId, channel: ChannelId, body: MessageBody, pane: PaneId }),
  retry: z.object({ id: EventId }),
  /** Takes a message back that has not been sent; gives its text back. */
  discard: z.object({ id: EventId }),
  read: z.object({ channel: ChannelId, seq: Seq }),
  /** The person is looking at the newest messages of these channels in this window, and at no other's, from now on. */
  attend: z.object({ channels: z.array(ChannelId).max(1000) }),
  members: z.object({ channel: ChannelId }),
  /** Who came into a channel since one last spoke there; answered from the log as it is held here, also without a connection. */
  newcomers: z.object({ channel: ChannelId }),
  directory: z.object({ query: z.string().max(100) }),
  create: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('direct'), with: PersonId }),
    z.object({ kind: z.enum(['group', 'persistent']), name: ChannelName, topic: Topic, members: z.array(PersonId).max(500) }),
  ]),
  join: z.object({ channel: ChannelId }),
  leave: z.object({ channel: ChannelId }),
  invite: z.object({ channel: ChannelId, person: PersonId }),
  rename: z.object({ channel: ChannelId, name: ChannelName }),
  topic: z.object({ channel: ChannelId, topic: Topic }),
  presence: z.object({ status: ChosenStatus.optional(), note: z.string().max(140).optional() }),
  /** What holds for the person at this computer now; told by the anchor, in the desktop application alone. */
  circumstances: Circumstances,
  /** The computer is going to sleep: the connection ends in good order. Or it woke up: connect at once. */
  sleep: z.object({ asleep: z.boolean() }),
  saveDraft: z.object({ pane: PaneId, channel: ChannelId, text: z.string().max(64_000) }),
  loadDrafts: Nothing,
  /** A pane of a channel was opened and has no draft: it takes the newest that no pane shows any more. */
  takeDraft: z.object({ pane: PaneId, channel: ChannelId }),
  /** Resolves when they are durable. */
  savePlaces: z.object({ places: z.array(Place).max(1000) }),
  loadPlaces: z.object({ panes: z.array(PaneId).max(1000) }),
  /** Every call says whose layout it is: a window may become another while one is under way. */
  saveLayout: z.object({ window: WindowName, layout: Layout }),
  loadLayout: z.object({ window: WindowName }),
  /** As they are stored, of any desk; nothing is changed by it. */
  readLayouts: z.object({ windows: z.array(WindowName).max(MOST_WINDOWS) }),
  /** The other windows that are open, and what each shows. */
  windows: Nothing,
  /**
   * Moves a cell of panes from one window to another, one of which asks. Into a window that is open it goes at once, into its spot there;
   * one that is not begins with it, and has it as soon as it opens.
   */
  movePanes: z.object({ from: WindowName, to: WindowName, cell: Tabs, spot: Spot.nullable() }),
  /** A window will not come (back): its layout is forgotten. */
  forgetWindow: z.object({ window: WindowName }),
  saveSettings: z.object({ settings: Settings }),
  diagnostics: Nothing,
} as const satisfies Record<string, z.ZodType>;

export type EngineInput<N extends EngineCallName> = z.infer<(typeof engineInputs)[N]>;
export type EngineCallName = keyof typeof engineInputs;

export type EngineOutputs = {
  attach: { engine: string; shared: Shared };
  become: Record<string, never>;
  signIn: Record<string, never>;
  signOut: Record<string, never>;
  reconnect: Record<string, never>;
  open: TimelineSnapshot;
  /** `added` is 0 when the beginning is reached, or when offline and nothing older is local (`missing`). */
  older: { added: number; hasOlder: boolean; missing: boolean };
  page: LogPage;
  close: Record<string, never>;
  send: OutboxItem;
  retry: Record<string, never>;
  discard: { body: MessageBody };
  read: Record<string, never>;
  attend: Record<string, never>;
  members: { members: Member[] };
  /** The newest first. */
  newcomers: { newcomers: Newcomer[] };
  directory: { people: Person[]; channels: Channel[] };
  create: { channel: ChannelId };
  join: Record<string, never>;
  leave: Record<string, never>;
  invite: Record<string, never>;
  rename: Record<string, never>;
  topic: Record<string, never>;
  presence: Record<string, never>;
  circumstances: Record<string, never>;
  sleep: Record<string, never>;
  saveDraft: Record<string, never>;
  loadDrafts: { drafts: Draft[] };
  /** As it was kept for its former pane; from now on it is kept for this one. Null where there is none. */
  takeDraft: { draft: Draft | null };
  savePlaces: Record<string, never>;
  /** Of the windows asked for, those whose layout can be read. */
  readLayouts: { layouts: OtherWindow[] };
  /** Of the panes asked for, those that have one. */
  loadPlaces: { places: Place[] };
  saveLayout: Record<string, never>;
  /** Null where none is saved yet; `problem` where one is saved that cannot be read (it is kept). */
  loadLayout: { layout: Layout | null; problem?: Problem };
  windows: { windows: OtherWindow[] };
  /** `opened`: the other window was open, and has the panes. */
  movePanes: { opened: boolean };
  forgetWindow: Record<string, never>;
  saveSettings: Record<string, never>;
  /** For the status line and for tests: how many ports, connections, stores there are. */
  diagnostics: {
    engine: string;
    ports: number;
    connections: number;
    stores: string[];
    storedEvents: number;
    /** Timelines that are open, of all windows together. */
    timelines: number;
    uptimeMs: number;
  };
};

export type EngineCalls = { [N in EngineCallName]: (input: EngineInput<N>) => Promise<EngineOutputs[N]> };

/** Engine -> window. A frame holds what has gathered since the last one. */
export type EnginePushes = {
  frame: { shared?: SharedDiff; timelines?: TimelineDiff[] };
  /** To the anchor only: keep this secret (refresh token), or forget it. */
  secret: { server: string; secret: string | null };
  /** To the anchor only: totals for the badge. */
  badge: { unread: number; mentions: number };
  /** These panes are in another window now: hand over what is kept of them, and let go. */
  left: { panes: PaneId[] };
  /** These panes are in this window now, with what has been written in them. */
  docked: { cell: Tabs; spot: Spot | null; drafts: Draft[] };
  /** To the anchor only: the person chose a presence in some window; null is none in particular. */
  chose: { status: ChosenStatus | null };
  /** To the anchor only: these messages earn a toast. One of another engine's life may be told again. */
  toasts: { toasts: Toast[] };
  /** To the anchor only: how far channels are read now; toasts up to there have done their work. */
  reads: { reads: { channel: ChannelId; read: Seq }[] };
  /** Another build: reload. */
  outdated: Record<string, never>;
};
export type EnginePushName = keyof EnginePushes;

/**
 * How a page begins with a fresh engine: the first message on a new port, before any call. The anchor (or, in a browser,
 * any page) tells where the server is and what it knows of the sign-in.
 */
export const EngineStart = z.object({
  server: z.url(),
  client: z.string().max(100),
  /** When the application was started, where that was before this engine (ms, this computer's clock): older messages are no news. */
  startedAt: z.number().optional(),
  /** `cookie`: the browser keeps the refresh token (web edition); else it is given and kept through the anchor. */
  session: z.union([
    z.object({ kind: z.literal('cookie') }),
    z.object({ kind: z.literal('secret'), secret: z.string().max(4096).nullable() }),
  ]),
});
export type EngineStart = z.infer<typeof EngineStart>;
