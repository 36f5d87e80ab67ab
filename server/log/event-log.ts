/**
 * The event log's promises as an interface: what the rest of the server knows of it. See ARCHITECTURE.md, "The log".
 */
import type { AppendableKind, BodyOf, ChannelEvent, ChannelEvents } from '../../shared/events.ts';
import type { ChannelId, EventId, PersonId, Seq } from '../../shared/model.ts';
import type { Effect } from '../store/effects.ts';

/** Something to append. `at` is given only for imported records; otherwise it is the time of the commit. */
export type Entry = {
  [K in AppendableKind]: {
    channel: ChannelId;
    id: EventId;
    actor: PersonId;
    kind: K;
    body: BodyOf<K>;
    at?: number;
    /** Refuse (`not-found`) unless the actor is a member of the channel at the moment of the commit. */
    membersOnly?: boolean;
    /** Whoever says something has read what was said before: their read cursor moves to it with the commit. */
    readByActor?: boolean;
    /** What becomes of the channel or its memberships with the event, if that is new: both happen, or neither. */
    effect?: Effect;
  };
}[AppendableKind];

/** Where an entry landed. `repeated`: it was there already (same actor, channel and id), and nothing was added. */
export type Appended = { seq: Seq; nth: number; at: number; repeated: boolean };

/** Events of one channel that were just committed, in order of seq. */
export type Committed = { channel: ChannelId; events: ChannelEvent[] };

export type Page = { before?: Seq; after?: Seq; limit: number };

export type Run = { channel: ChannelId; after: Seq; upTo: Seq };

export type Head = { head: Seq; headNth: number };

/** The append-only log of every channel. Errors are `MullionError`s. */
export interface EventLog {
  /**
   * Appends, in each channel in the order of the calls. Resolves after the commit is durable; entries that arrive while one
   * commit is under way go into the next one together, as many as it takes: the channels in turns, so that one with much to
   * say does not hold up another. A refused entry does not disturb its neighbours.
   */
  append(entry: Entry): Promise<Appended>;
  /** Events before or after a seq (exclusive), in order of seq; with neither, the newest. At most `limit`. */
  page(channel: ChannelId, page: Page): Promise<ChannelEvent[]>;
  /** The events of many channels at once, each after a seq (exclusive) up to another (inclusive), in order of seq. */
  runs(asked: readonly Run[]): Promise<ChannelEvents[]>;
  /** Newest seq and message count of each of the channels. */
  heads(channels: readonly ChannelId[]): Promise<Map<ChannelId, Head>>;
  /** How many messages there are up to and including a seq. */
  nthAt(channel: ChannelId, seq: Seq): Promise<number>;
  /**
   * Told after each commit, in commit order per channel, also of what other processes committed (imports, tools). Returns how
   * to stop listening.
   */
  onCommit(listener: (committed: Committed[]) => void): () => void;
  /** Waits for what is under way, then refuses everything (`unavailable`). */
  close(): Promise<void>;
}
