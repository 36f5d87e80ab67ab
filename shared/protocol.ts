/**
 * Client <-> server. Socket.IO carries the calls (answered by an acknowledgement) and the pushes below; HTTP carries
 * sign-in. Both sides are typed from these lists, and both check what they receive with these schemas.
 *
 *   client                                server
 *     connect {token, protocol} ──────────►  refused with a Problem, or accepted
 *     sync {cursors} ─────────────────────►  joins the rooms, then answers: who, where, what was missed, how much is behind
 *     ◄────────────────────────── events      one frame per channel and tick
 *     ◄────────────────────────── heads       on the heartbeat: notices a lost last event
 *     send / history / read / … ──────────►  acknowledged after commit
 */

import type { Result } from './errors.ts';
import { Problem } from './errors.ts';
import { ChannelEvent, ChannelEvents, MessageBody } from './events.ts';
import {
  AutomaticStatus,
  Channel,
  ChannelId,
  ChannelName,
  ChosenStatus,
  EventId,
  Firm,
  FirmId,
  Handle,
  Member,
  Millis,
  Person,
  PersonId,
  Presence,
  PresenceNote,
  Role,
  Seq,
  Topic,
} from './model.ts';
import { z } from './schema.ts';

/** The protocol that this code speaks, and the oldest it still understands. */
export const PROTOCOL_VERSION = 1;
export const OLDEST_PROTOCOL_VERSION = 1;

/** A frame from a client longer than this (bytes) ends its connection. */
export const MAX_FRAME_BYTES = 128 * 1024;
/** Most events in one history page. */
export const MAX_PAGE = 500;
/** Newest events of a channel that come with `sync` for a client that has none of it. */
export const SYNC_TAIL = 60;
/** A client no further behind than this gets all of it with `sync`; one further behind gets the tail and a count. */
export const SYNC_CATCH_UP = 500;
/** Heads and the server's clock are told this often (ms). */
export const HEARTBEAT_MS = 20_000;
/** Most people one connection may watch the presence of. */
export const MAX_WATCHED = 500;

/** What the client sends with the Socket.IO handshake (`auth`). */
export const Handshake = z.object({ token: z.string().max(4096), protocol: z.int(), client: z.string().max(100) });
export type Handshake = z.infer<typeof Handshake>;

/** A channel as one of its members has it. */
export const ChannelState = z.object({
  channel: Channel,
  role: Role,
  /** Newest seq, and how many messages there are up to it. */
  head: Seq,
  headNth: z.int().min(0),
  /** The member's read cursor, and how many messages there are up to it. Unread = headNth - readNth. */
  read: Seq,
  readNth: z.int().min(0),
  /** Unread messages that mention this member. */
  mentions: z.int().min(0),
  /** How many members of each firm there are: "14 people, 2 firms outside". */
  firms: z.array(z.object({ firm: FirmId, members: z.int().min(1) })),
  /** The other person of a direct channel. */
  peer: PersonId.optional(),
});
export type ChannelState = z.infer<typeof ChannelState>;

/** A run of events that the client lacks, `from` to `to` inclusive: "loading 1,240 messages from Mon 09:00". */
export const Gap = z.object({ channel: ChannelId, from: Seq, to: Seq, messages: z.int().min(0), since: Millis });
export type Gap = z.infer<typeof Gap>;

export const SyncAnswer = z.object({
  me: Person,
  now: Millis,
  firms: z.array(Firm),
  /** Everyone named in what follows, as far as the viewer may know them. */
  people: z.array(Person),
  channels: z.array(ChannelState),
  missed: z.array(ChannelEvents),
  gaps: z.array(Gap),
});
export type SyncAnswer = z.infer<typeof SyncAnswer>;

const Done = z.object({});
const Members = z.array(PersonId).max(500);

/** Client -> server. Each is answered by a `Result` of its output. */
export const calls = {
  /** Who am I, where am I a member, what did I miss. Cursors: channel -> last seq that the client has without a gap. */
  sync: { input: z.object({ cursors: z.record(ChannelId, Seq) }), output: SyncAnswer },
  /** Appends a message. Acknowledged after commit; the same id again gives the same answer and no second event. */
  send: {
    input: z.object({ channel: ChannelId, id: EventId, body: MessageBody }),
    output: z.object({ seq: Seq, nth: z.int().min(0), at: Millis }),
  },
  /** Up to `limit` events before or after a seq (exclusive), in order of seq. */
  history: {
    input: z
      .object({
        channel: ChannelId,
        before: Seq.optional(),
        after: Seq.optional(),
        limit: z.int().min(1).max(MAX_PAGE),
      })
      .refine((input) => input.before === undefined || input.after === undefined, 'Give before or after, not both.'),
    output: z.object({ events: z.array(ChannelEvent), people: z.array(Person), head: Seq }),
  },
  /** Moves the read cursor forward; a smaller seq changes nothing. Answers where it is now. */
  read: {
    input: z.object({ channel: ChannelId, seq: Seq }),
    output: z.object({ read: Seq, readNth: z.int().min(0), mentions: z.int().min(0) }),
  },
  /** People by id, as far as the viewer may know them; others are left out. */
  people: {
    input: z.object({ ids: z.array(PersonId).max(500) }),
    output: z.object({ people: z.array(Person), firms: z.array(Firm) }),
  },
  /** People and joinable channels by name, as far as the viewer may find them. An empty query lists the first. */
  directory: {
    input: z.object({ query: z.string().max(100), limit: z.int().min(1).max(100) }),
    output: z.object({ people: z.array(Person), firms: z.array(Firm), channels: z.array(Channel) }),
  },
  /** Members of a channel one is a member of. */
  members: {
    input: z.object({ channel: ChannelId }),
    output: z.object({ members: z.array(Member), people: z.array(Person), firms: z.array(Firm) }),
  },
  /** Makes a channel and its first members. A direct one with the same person is found again instead. */
  create: {
    input: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('direct'), id: EventId, with: PersonId }),
      z.object({ kind: z.literal('group'), id: EventId, name: ChannelName, topic: Topic, members: Members }),
      z.object({ kind: z.literal('persistent'), id: EventId, name: ChannelName, topic: Topic, members: Members }),
    ]),
    output: z.object({ channel: ChannelState }),
  },
  join: { input: z.object({ channel: ChannelId, id: EventId }), output: z.object({ channel: ChannelState }) },
  leave: { input: z.object({ channel: ChannelId, id: EventId }), output: Done },
  invite: { input: z.object({ channel: ChannelId, id: EventId, person: PersonId }), output: Done },
  rename: { input: z.object({ channel: ChannelId, id: EventId, name: ChannelName }), output: Done },
  topic: { input: z.object({ channel: ChannelId, id: EventId, topic: Topic }), output: Done },
  /**
   * Sets one's own presence; without a status it is automatic again. `automatic` is shown in place of the status until the next
   * such call, from whichever computer, or until the person has no connection left.
   */
  presence: {
    input: z.object({
      status: ChosenStatus.optional(),
      note: PresenceNote.optional(),
      automatic: AutomaticStatus.optional(),
    }),
    output: Done,
  },
  /** Watch these people's presence instead of those watched before; answers what the viewer may see now. */
  watch: { input: z.object({ people: z.array(PersonId).max(MAX_WATCHED) }), output: z.object({ presences: z.array(Presence) }) },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallInput<N extends CallName> = z.infer<Calls[N]['input']>;
export type CallOutput<N extends CallName> = z.infer<Calls[N]['output']>;
export const callNames = Object.keys(calls) as CallName[];

/**
 * Something that a server cannot do at the moment. `storing`: nothing that is said can be kept; it waits with its sender.
 * `other-servers`: the servers do not hear each other; messages arrive, presence and unread counts may be late.
 */
export const Impairment = z.enum(['storing', 'other-servers']);
export type Impairment = z.infer<typeof Impairment>;

/** Server -> client. */
export const pushes = {
  /** New events of a channel, in order. Serialised once per channel and tick. */
  events: ChannelEvents,
  /** Newest seq and message count per channel of this connection, and the server's clock. */
  heads: z.object({ now: Millis, heads: z.record(ChannelId, z.object({ head: Seq, headNth: z.int().min(0) })) }),
  /** A channel one has become a member of, or whose description has changed. */
  channel: z.object({ channel: ChannelState, people: z.array(Person), firms: z.array(Firm) }),
  /** One is no longer a member. */
  gone: z.object({ channel: ChannelId }),
  /** Presence changes of people who are watched. */
  presence: z.object({ presences: z.array(Presence) }),
  /** One's own read cursor was moved by another client. */
  read: z.object({ channel: ChannelId, read: Seq, readNth: z.int().min(0), mentions: z.int().min(0) }),
  /** This client was too slow and frames were dropped: sync again. */
  resync: z.object({}),
  /** What the server cannot do at the moment, when that changes, and to whoever connects meanwhile. */
  condition: z.object({ impaired: z.array(Impairment) }),
  /** Said before the server closes the connection. */
  bye: Problem,
} as const satisfies Record<string, z.ZodType>;

export type Pushes = typeof pushes;
export type PushName = keyof Pushes;
export type PushOf<N extends PushName> = z.infer<Pushes[N]>;
export const pushNames = Object.keys(pushes) as PushName[];

/** The same lists as Socket.IO's typed events. */
export type ClientToServerEvents = {
  [N in CallName]: (input: CallInput<N>, answer: (result: Result<CallOutput<N>>) => void) => void;
};
export type ServerToClientEvents = { [N in PushName]: (push: PushOf<N>) => void };

/**
 * HTTP, under `/api`: POST JSON, answered with 200 and the output, or a 4xx/5xx status and a Problem.
 *
 * Tokens: `access` is short-lived (minutes) and goes with the handshake. `refresh` is exchanged for a new pair; the
 * previous one stays good until the new one has been used, so a client that crashed before it stored the new one is not
 * taken for a thief. With `cookie: true` (the web edition) the refresh token travels in an HttpOnly cookie, never in a body.
 */
export const Grant = z.object({
  access: z.string(),
  accessExpiresAt: Millis,
  refresh: z.string().optional(),
  now: Millis,
  me: Person,
});
export type Grant = z.infer<typeof Grant>;

export const http = {
  'sign-in': {
    input: z.union([
      z.object({ handle: Handle, password: z.string().min(1).max(1024), cookie: z.boolean().default(false) }),
      /** A one-time ticket, made by the server's own command line. */
      z.object({ ticket: z.string().min(1).max(256), cookie: z.boolean().default(false) }),
    ]),
    output: Grant,
  },
  refresh: { input: z.object({ refresh: z.string().max(256).optional(), cookie: z.boolean().default(false) }), output: Grant },
  'sign-out': { input: z.object({ refresh: z.string().max(256).optional() }), output: Done },
} as const;
