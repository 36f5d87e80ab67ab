/**
 * Fetches what is missing: gaps between what is held and the head, the newest page first, a few channels at a time, those
 * that are open before the others. What is still missing is stated as the channel's `behind`.
 */
import { MullionError } from '../../shared/errors.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import { type ChannelId, Seq } from '../../shared/model.ts';
import { type CallInput, MAX_PAGE } from '../../shared/protocol.ts';
import type { Book } from './channels.ts';
import type { Clock, Log } from './clock.ts';
import type { Connection } from './connection.ts';
import type { Logs } from './logs.ts';
import type { Range } from './merge.ts';
import type { People } from './people.ts';

/** Channels that are filled at the same time. */
const ABREAST = 4;
/** A head may be told before its events' frame: wait this long before it is called missing. */
const GRACE_MS = 400;
/** After a page could not be had although there is a connection. */
const AGAIN_MS = 3_000;

export type BackfillParts = {
  book: Book;
  logs: Logs;
  connection: Pick<Connection, 'call' | 'isUp'>;
  people: Pick<People, 'learn'>;
  clock: Clock;
  log: Log;
  /** Channels that some window has open. */
  openChannels(): ReadonlySet<ChannelId>;
};

export interface Backfill {
  /** Looks at a channel and fills what is missing; `soon` after a grace, in case it is on its way. */
  look(channel: ChannelId, when: 'now' | 'soon', since?: number): void;
  /** Fetches one page. False: there is no connection, or the server refused. */
  fetch(channel: ChannelId, where: { before: number } | { after: number }, limit: number): Promise<boolean>;
  /** The first seq that the server gives this person, as far as it is known. */
  floor(channel: ChannelId): number;
  /** The connection is gone: nothing is being fetched, and what could not be had may be there next time. */
  pause(): void;
}

/** Messages missing in one gap: a subtraction of the counts at its two ends. Pure. */
export function messagesIn(
  gap: Range,
  before: ChannelEvent | undefined,
  after: ChannelEvent | undefined,
  headNth: number,
): number {
  const first = before?.nth ?? 0;
  const last = after ? after.nth - (after.kind === 'message' ? 1 : 0) : headNth;
  return before || gap.from === 1 ? Math.max(0, last - first) : gap.to - gap.from + 1;
}

export function createBackfill(parts: BackfillParts): Backfill {
  const { book, logs, connection, clock, log } = parts;
  const queue = new Map<ChannelId, number>();
  const running = new Set<ChannelId>();
  const floors = new Map<ChannelId, number>();
  const stuck = new Set<ChannelId>();
  const waiting = new Map<ChannelId, () => void>();
  let turn = 0;

  async function fetch(channel: ChannelId, where: { before: number } | { after: number }, limit: number): Promise<boolean> {
    if (!connection.isUp()) return false;
    const size = Math.min(MAX_PAGE, Math.max(1, limit));
    const input: CallInput<'history'> =
      'before' in where
        ? { channel, before: Seq.parse(where.before), limit: size }
        : { channel, after: Seq.parse(where.after), limit: size };
    try {
      const { events, people, head } = await connection.call('history', input);
      parts.people.learn(people);
      book.take(channel, events);
      if ('before' in where && events.length < size && head > 0)
        floors.set(channel, events[0]?.seq ?? Math.min(where.before, head + 1));
      return true;
    } catch (error) {
      if (!(error instanceof MullionError)) throw error;
      log('info', 'a page of history could not be fetched', error.code);
      return false;
    }
  }

  async function tellBehind(channel: ChannelId, since: number): Promise<void> {
    const gaps = book.missing(channel);
    const headNth = book.state(channel)?.headNth ?? 0;
    let messages = 0;
    let from = since;
    for (const gap of gaps) {
      const [before] = await logs.read(channel, gap.from - 1, gap.from - 1);
      const [after] = await logs.read(channel, gap.to + 1, gap.to + 1);
      messages += messagesIn(gap, before, after, headNth);
      if (from === 0) from = before?.at ?? 0;
    }
    book.setBehind(channel, messages > 0 ? { messages, since: from || clock.now() } : null);
  }

  async function fill(channel: ChannelId, since: number): Promise<void> {
    const mine = turn;
    for (;;) {
      await tellBehind(channel, since);
      const gap = book.missing(channel).at(-1);
      if (!gap || mine !== turn || stuck.has(channel)) return;
      const done = await fetch(channel, { before: gap.to + 1 }, gap.to - gap.from + 1);
      if (mine !== turn) return;
      if (!done) {
        clock.after(AGAIN_MS, () => {
          if (mine === turn) look(channel, 'now', since);
        });
        return;
      }
      const left = book.missing(channel).at(-1);
      // The server gave nothing of it: asking again would not help before the next sync.
      if (left && left.to === gap.to) {
        stuck.add(channel);
        await tellBehind(channel, since);
        return;
      }
    }
  }

  function next(): void {
    const open = parts.openChannels();
    while (running.size < ABREAST) {
      const waitingChannels = [...queue.keys()].filter((channel) => !running.has(channel));
      const channel = waitingChannels.find((each) => open.has(each)) ?? waitingChannels[0];
      if (channel === undefined) return;
      const since = queue.get(channel) ?? 0;
      queue.delete(channel);
      running.add(channel);
      fill(channel, since)
        .catch((error: unknown) => log('error', 'a gap could not be filled', error))
        .finally(() => {
          running.delete(channel);
          next();
        });
    }
  }

  function look(channel: ChannelId, when: 'now' | 'soon', since = 0): void {
    if (when === 'now') {
      queue.set(channel, since);
      next();
    } else if (!waiting.has(channel)) {
      const cancel = clock.after(GRACE_MS, () => {
        waiting.delete(channel);
        if (book.missing(channel).length > 0) look(channel, 'now', since);
      });
      waiting.set(channel, cancel);
    }
  }

  return {
    fetch,
    floor: (channel) => floors.get(channel) ?? 1,
    look,
    pause() {
      turn += 1;
      queue.clear();
      stuck.clear();
      floors.clear();
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}
