/** What one has read: moved here at once, told to the server a moment later (the last wins), kept until it is told. */
import type { ChannelId, PersonId, Seq } from '../../shared/model.ts';
import type { ChannelState } from '../../shared/protocol.ts';
import { askAgain } from './ask-again.ts';
import type { Book } from './channels.ts';
import type { Clock, Log } from './clock.ts';
import type { Connection } from './connection.ts';
import type { Logs } from './logs.ts';
import { afterRead, afterServerRead, recounted } from './unread.ts';

const GATHER_MS = 400;

export type ReadsParts = {
  me: PersonId;
  book: Book;
  logs: Logs;
  connection: Pick<Connection, 'call' | 'isUp'>;
  clock: Clock;
  log: Log;
};

export interface Reads {
  /** Moves the read cursor; never back. */
  read(channel: ChannelId, seq: Seq): Promise<void>;
  /** Another client of the same person moved it. */
  told(channel: ChannelId, read: { read: Seq; readNth: number; mentions: number }): void;
  /** The connection is up: tell what was read without it. */
  resume(): void;
}

export function createReads({ me, book, logs, connection, clock, log }: ReadsParts): Reads {
  const scheduled = new Set<ChannelId>();

  const taken = (channel: ChannelId, state: ChannelState, told: Parameters<typeof afterServerRead>[1]): ChannelState =>
    recounted(afterServerRead(state, told), logs.recent(channel), me);

  function schedule(channel: ChannelId): void {
    if (scheduled.has(channel) || !connection.isUp()) return;
    scheduled.add(channel);
    clock.after(GATHER_MS, () => {
      scheduled.delete(channel);
      void tell(channel);
    });
  }

  async function tell(channel: ChannelId): Promise<void> {
    const asked = book.state(channel)?.read;
    if (asked === undefined || !connection.isUp()) return;
    try {
      const answer = await connection.call('read', { channel, seq: asked });
      const state = book.state(channel);
      if (!state) return;
      const moved = state.read > asked;
      book.setState(channel, taken(channel, state, answer), moved);
      if (moved) schedule(channel);
    } catch (error) {
      askAgain(error, 'the read cursor could not be told', () => schedule(channel), { clock, log });
    }
  }

  return {
    async read(channel, seq) {
      const state = book.state(channel);
      if (!state || seq <= state.read) return;
      const to = seq >= state.head ? { seq: state.head, nth: state.headNth } : await eventAt(channel, seq);
      const now = book.state(channel);
      if (!to || !now) return;
      const next = afterRead(now, to, logs.recent(channel), me);
      if (next === now) return;
      book.setState(channel, next, true);
      schedule(channel);
    },
    told(channel, read) {
      const state = book.state(channel);
      if (state) book.setState(channel, taken(channel, state, read), read.read < state.read);
    },
    resume() {
      for (const channel of book.readPending()) schedule(channel);
    },
  };

  async function eventAt(channel: ChannelId, seq: Seq): Promise<{ seq: Seq; nth: number } | undefined> {
    const [event] = await logs.read(channel, seq, seq);
    return event;
  }
}
