/** One signed-in person's desk: the parts that live between sign-in and sign-out, put together. */
import type { Circumstances } from '../../shared/circumstances.ts';
import type { Newcomer } from '../../shared/engine-api.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import type { ChannelId, Firm, Person } from '../../shared/model.ts';
import { type ChannelState, MAX_WATCHED, type SyncAnswer } from '../../shared/protocol.ts';
import { type Backfill, createBackfill } from './backfill.ts';
import { type Book, createBook } from './channels.ts';
import type { Clock, Log } from './clock.ts';
import type { Connection, PushHandlers } from './connection.ts';
import { createLogs } from './logs.ts';
import { rangeAt } from './merge.ts';
import { newcomersOf } from './newcomers.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createOwnPresence, type OwnPresence } from './own-presence.ts';
import { createPeople, type People } from './people.ts';
import { createPresence, type PresenceWatch } from './presence.ts';
import { createReach } from './reach.ts';
import { createReads, type Reads } from './reads.ts';
import type { SharedState } from './shared-state.ts';
import type { SavedChannel } from './store/history.ts';
import type { AccountKey, Kept } from './store/kept.ts';
import type { OpenedHistory } from './store/open.ts';
import { createSync } from './sync.ts';
import { createTimelines, type Timelines } from './timelines.ts';
import { createWriter } from './writer.ts';

export type AccountParts = {
  me: Person;
  firm: Firm | null;
  key: AccountKey;
  opened: OpenedHistory;
  /** Channels that the history knows nothing of, because it is built anew. */
  anew: readonly SavedChannel[];
  kept: Kept;
  connection: Connection;
  shared: SharedState;
  clock: Clock;
  random: () => number;
  log: Log;
  /** What holds for the person at this computer; null where nobody tells. */
  circumstances(): Circumstances | null;
  /** The history can be read or written no more. */
  onBroken(error: unknown): void;
  /** A sync answer came, `tookMs` after it was asked for. */
  onAnswer(answer: SyncAnswer, tookMs: number): void;
  onSynced(): void;
  /** Events that were not held before have come into a channel. */
  onCame(state: ChannelState, fresh: readonly ChannelEvent[]): void;
};

export interface Account {
  readonly me: Person;
  readonly key: AccountKey;
  readonly historyName: string;
  readonly book: Book;
  readonly backfill: Backfill;
  readonly timelines: Timelines;
  readonly outbox: Outbox;
  readonly reads: Reads;
  readonly people: People;
  readonly presence: PresenceWatch;
  readonly own: OwnPresence;
  readonly pushes: Omit<PushHandlers, 'bye' | 'condition'>;
  /** Events on this machine's disk. */
  storedEvents(): number;
  newcomers(channel: ChannelId): Promise<Newcomer[]>;
  /** The connection is up: come up to date. */
  up(): void;
  down(): void;
  /** Stores what is not stored yet and closes the history; `destroy` deletes it instead. */
  close(destroy?: 'destroy'): Promise<void>;
}

export async function openAccount(parts: AccountParts): Promise<Account> {
  const { me, kept, key, connection, shared, clock, random, log } = parts;
  const { history, saved } = parts.opened;
  const writer = createWriter(history, clock, parts.onBroken, () => reach.stored());
  const logs = createLogs(history, writer, saved.held);
  const reach = createReach({ history, logs, channels: saved.held.keys(), shared, clock, log });

  const firm = parts.firm ?? saved.firms.find(({ id }) => id === me.firm);
  shared.change({ people: saved.people, firms: saved.firms, ...(firm ? { me: { person: me, firm } } : {}) });

  if (parts.anew.length > 0) {
    for (const channel of parts.anew) writer.channel(channel);
    writer.people(shared.read().people, shared.read().firms);
  }

  const people = createPeople({ shared, connection, writer, clock, log });
  const book = createBook({
    me: me.id,
    logs,
    writer,
    shared,
    saved: [...saved.channels, ...parts.anew],
    onEvents(channel, fresh, ownIds) {
      reach.entered(channel, fresh);
      outbox.seen(channel, ownIds);
      people.need(fresh);
      if (fresh.some(({ kind }) => kind === 'join' || kind === 'leave')) presence.membersChanged(channel);
      timelines.advance(channel);
      const state = book.state(channel);
      if (state) parts.onCame(state, fresh);
    },
  });
  const backfill = createBackfill({
    book,
    logs,
    connection,
    people,
    clock,
    log,
    openChannels: () => timelines.openChannels(),
  });
  const timelines = createTimelines({
    logs,
    floor: backfill.floor,
    base: book.base,
    fetch: backfill.fetch,
    onCorrupt: parts.onBroken,
    onShown: people.need,
    onOpened: () => presence.changed(),
  });
  const presence = createPresence({
    me: me.id,
    shared,
    isUp: connection.isUp,
    async watch(input) {
      const answer = await connection.call('watch', input);
      own.heard(answer.presences);
      return answer;
    },
    clock,
    log,
    // The members of a channel that is larger than the limit are not even asked for.
    openChannels: () => [...timelines.openChannels()].filter((channel) => book.size(channel) <= MAX_WATCHED),
    async members(channel) {
      const answer = await connection.call('members', { channel });
      people.learn(answer.people, answer.firms);
      return answer.members.map((member) => member.person);
    },
  });
  const own = createOwnPresence({ me: me.id, connection, shared, circumstances: parts.circumstances, clock, log });
  const reads = createReads({ me: me.id, book, logs, connection, clock, log });
  const outbox = createOutbox({
    account: key,
    kept,
    shared,
    give: (message) => connection.call('send', message),
    clock,
    random,
    log,
    holds: (channel, seq) => rangeAt(logs.known(channel), seq) !== undefined,
    onAcknowledged(channel, seq, nth) {
      book.head(channel, seq, nth);
      if (book.missing(channel).length > 0) backfill.look(channel, 'soon');
    },
  });
  const sync = createSync({
    book,
    backfill,
    connection,
    log,
    now: clock.now,
    onAnswer(answer, tookMs) {
      people.learn(answer.people, answer.firms);
      parts.onAnswer(answer, tookMs);
    },
    onSynced() {
      parts.onSynced();
      people.refresh();
      presence.reconnected();
      reads.resume();
      outbox.resume();
    },
  });
  await outbox.load();

  return {
    me,
    key,
    historyName: parts.opened.name,
    book,
    backfill,
    timelines,
    outbox,
    reads,
    people,
    presence,
    own,
    pushes: {
      events: sync.events,
      heads: sync.heads,
      channel({ channel, people: named, firms }) {
        people.learn(named, firms);
        book.describe(channel);
        backfill.look(channel.channel.id, 'soon');
        presence.changed();
      },
      gone({ channel }) {
        book.forget(channel);
        presence.changed();
      },
      presence({ presences }) {
        own.heard(presences);
        shared.change({ presences });
      },
      read: ({ channel, ...read }) => reads.told(channel, read),
      resync: () => void sync.run(),
    },
    storedEvents: () => history.count(),
    newcomers: (channel) => newcomersOf(channel, { me: me.id, head: book.state(channel)?.head ?? 0, logs }),
    up: () => void sync.run(),
    down() {
      sync.pause();
      outbox.pause();
      presence.lost();
      own.lost();
    },
    async close(destroy) {
      reach.stop();
      presence.closed();
      sync.pause();
      outbox.pause();
      if (destroy) {
        writer.stop();
        await history.destroy();
      } else {
        await writer.flush();
        writer.stop();
        history.close();
      }
    },
  };
}
