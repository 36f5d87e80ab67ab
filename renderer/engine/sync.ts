/**
 * Coming back: cursors out, what was missed in. Frames that arrive before the answer is applied wait for it; then they
 * merge, and whatever is told twice is held once.
 */
import { MullionError, toProblem } from '../../shared/errors.ts';
import type { ChannelEvents } from '../../shared/events.ts';
import type { PushOf, SyncAnswer } from '../../shared/protocol.ts';
import type { Backfill } from './backfill.ts';
import type { Book } from './channels.ts';
import type { Log } from './clock.ts';
import type { Connection } from './connection.ts';

export type SyncParts = {
  book: Book;
  backfill: Pick<Backfill, 'look' | 'pause'>;
  connection: Pick<Connection, 'call' | 'fail'>;
  log: Log;
  /** Everything in an answer that is not about channels. */
  onAnswer(answer: SyncAnswer, tookMs: number): void;
  /** The answer is applied: the channels are as the server has them, but for gaps that are being filled. */
  onSynced(): void;
  now(): number;
};

export interface Sync {
  /** Asks and applies. A failure gives the connection up. */
  run(): Promise<void>;
  events(frame: ChannelEvents): void;
  heads(push: PushOf<'heads'>): void;
  /** The connection is gone. */
  pause(): void;
}

export function createSync(parts: SyncParts): Sync {
  const { book, backfill, connection, log } = parts;
  /** Frames that wait for the answer; null when none is awaited. */
  let held: ChannelEvents[] | null = null;
  let turn = 0;

  function take({ channel, events }: ChannelEvents): void {
    book.take(channel, events);
    if (book.missing(channel).length > 0) backfill.look(channel, 'soon');
  }

  function apply(answer: SyncAnswer): void {
    const member = new Set(answer.channels.map(({ channel }) => channel.id));
    for (const channel of book.ids()) if (!member.has(channel)) book.forget(channel);
    for (const state of answer.channels) book.describe(state);
    for (const { channel, events } of answer.missed) book.take(channel, events);
    const since = new Map(answer.gaps.map((gap) => [gap.channel, gap.since]));
    const frames = held ?? [];
    held = null;
    for (const { channel, events } of frames) book.take(channel, events);
    for (const channel of member) backfill.look(channel, 'now', since.get(channel));
  }

  return {
    async run() {
      turn += 1;
      const mine = turn;
      held = [];
      const asked = parts.now();
      try {
        const answer = await connection.call('sync', { cursors: book.cursors() });
        if (mine !== turn) return;
        parts.onAnswer(answer, parts.now() - asked);
        apply(answer);
        parts.onSynced();
      } catch (error) {
        if (mine !== turn) return;
        held = null;
        if (!(error instanceof MullionError)) throw error;
        log('warn', 'could not synchronise', error.code);
        connection.fail(toProblem(error));
      }
    },
    events(frame) {
      if (held) held.push(frame);
      else take(frame);
    },
    heads({ heads }) {
      for (const channel of book.ids()) {
        const told = heads[channel];
        if (!told || told.head <= (book.state(channel)?.head ?? 0)) continue;
        book.head(channel, told.head, told.headNth);
        backfill.look(channel, 'soon');
      }
    },
    pause() {
      turn += 1;
      held = null;
      backfill.pause();
    },
  };
}
