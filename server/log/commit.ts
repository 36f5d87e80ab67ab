/**
 * One commit: a batch of entries becomes events in one transaction. What sequence, chain, de-duplication and membership mean
 * is here and nowhere else; imports use it as the live log does.
 */
import { randomBytes } from 'node:crypto';
import { MullionError } from '../../shared/errors.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import { Seq } from '../../shared/model.ts';
import type { Change } from '../store/changes.ts';
import type { Queries, Transaction } from '../store/database.ts';
import { type ChannelEffect, writeEffects } from '../store/effects.ts';
import { type ChainHead, type EventRow, type Found, lockHeads, lookUp, writeEvents } from '../store/events.ts';
import { refusalOf } from '../store/failure.ts';
import { canonicalText, digestOf, hashOf, SALT_BYTES } from './chain.ts';
import type { Appended, Committed, Entry } from './event-log.ts';

export type Outcome = { ok: true; value: Appended } | { ok: false; error: MullionError };

export interface Batch {
  /** One for each entry, in order. */
  outcomes: Outcome[];
  /** What is new, per channel. */
  committed: Committed[];
}

/** A notification holds 8,000 bytes; a run takes about 60. */
const RUNS_A_NOTICE = 100;

/**
 * Commits the entries in their order. Refused entries are among the outcomes. Throws when the batch as a whole failed: then
 * nothing is committed, unless the connection was lost (`isConnectionLoss`), when it may be. `by` names the log in the notice;
 * `before` is the transaction's beginning, and may make a channel.
 */
export function commitBatch(
  queries: Queries,
  entries: readonly Entry[],
  by: string,
  before?: (transaction: Transaction) => Promise<unknown>,
): Promise<Batch> {
  return queries.transaction().execute(async (transaction) => {
    await before?.(transaction);
    return new Commit(transaction, by).run(entries);
  });
}

class Commit {
  readonly #transaction: Transaction;
  readonly #by: string;
  readonly #now = Date.now();
  readonly #rows: EventRow[] = [];
  readonly #effects: ChannelEffect[] = [];
  readonly #events = new Map<ChannelId, ChannelEvent[]>();
  readonly #landed = new Map<string, Appended>();
  /** Whom this commit itself makes a member, or ceases to have as one. */
  readonly #members = new Map<string, boolean>();
  #heads = new Map<ChannelId, ChainHead>();

  constructor(transaction: Transaction, by: string) {
    this.#transaction = transaction;
    this.#by = by;
  }

  async run(entries: readonly Entry[]): Promise<Batch> {
    // The locks come first: what is looked up under them stays true until the commit.
    this.#heads = await lockHeads(this.#transaction, [...new Set(entries.map((entry) => entry.channel))]);
    const found = await lookUp(this.#transaction, entries);
    const salts = randomBytes(SALT_BYTES * entries.length);
    const outcomes = entries.map((entry, index) => {
      const salt = salts.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES);
      return this.#judge(entry, found[index], salt);
    });
    if (this.#effects.length > 0) await writeEffects(this.#transaction, this.#effects);
    if (this.#rows.length > 0) await writeEvents(this.#transaction, this.#rows, this.#movedHeads(), this.#notices());
    return { outcomes, committed: [...this.#events].map(([channel, events]) => ({ channel, events })) };
  }

  #judge(entry: Entry, found: Found | undefined, salt: Buffer): Outcome {
    const key = `${entry.channel} ${entry.actor} ${entry.id}`;
    const earlier = this.#landed.get(key) ?? found?.event;
    if (earlier) return { ok: true, value: { seq: earlier.seq, nth: earlier.nth, at: earlier.at, repeated: true } };
    try {
      const member = this.#members.get(`${entry.channel} ${entry.actor}`) ?? found?.member ?? false;
      if (entry.membersOnly && !member) throw new MullionError('not-found');
      const value = this.#add(entry, this.#headOf(entry.channel), salt);
      this.#take(entry);
      this.#landed.set(key, value);
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: refusalOf(error) };
    }
  }

  /** Takes note of what becomes of the channel with the event. */
  #take({ channel, effect, at = this.#now }: Entry): void {
    if (!effect) return;
    this.#effects.push({ ...effect, channel, at });
    if (effect.type !== 'describes') this.#members.set(`${channel} ${effect.person}`, effect.type === 'enters');
  }

  #headOf(channel: ChannelId): ChainHead {
    const head = this.#heads.get(channel);
    if (!head) throw new MullionError('not-found');
    return head;
  }

  #add(entry: Entry, head: ChainHead, salt: Buffer): Appended {
    const { channel, at = this.#now, membersOnly: _, readByActor = false, effect: __, ...said } = entry;
    const seq = Seq.parse(head.seq + 1);
    const nth = head.nth + (said.kind === 'message' ? 1 : 0);
    const body = canonicalText(said.body);
    const digest = digestOf(salt, body);
    const header = { channel, seq, nth, id: said.id, kind: said.kind, actor: said.actor, at, digest };
    const hash = hashOf(head.hash, { ...header, tenant: head.tenant });
    this.#heads.set(channel, { ...head, seq, nth, hash });
    this.#rows.push({ ...header, hash, salt, body, mentions: mentioned(entry), readByActor });
    const events = this.#events.get(channel);
    const event: ChannelEvent = { ...said, seq, nth, at };
    if (events) events.push(event);
    else this.#events.set(channel, [event]);
    return { seq, nth, at, repeated: false };
  }

  #movedHeads(): ChainHead[] {
    return [...this.#events.keys()].map((channel) => this.#headOf(channel));
  }

  #notices(): Change[] {
    const runs = this.#movedHeads().map(({ channel, seq }): [ChannelId, Seq] => [channel, seq]);
    const notices: Change[] = [];
    for (let from = 0; from < runs.length; from += RUNS_A_NOTICE) {
      notices.push({ type: 'events', by: this.#by, heads: runs.slice(from, from + RUNS_A_NOTICE) });
    }
    return notices;
  }
}

/** Whom a message means; nobody means themselves. */
function mentioned(entry: Entry): PersonId[] {
  if (entry.kind !== 'message' || !entry.body.mentions) return [];
  return [...new Set(entry.body.mentions)].filter((person) => person !== entry.actor);
}
