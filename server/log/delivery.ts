/**
 * Tells listeners of commits: every event once, in order of seq in its channel, whoever committed it.
 *
 * A run of events that does not follow what was told last (another process committed in between, or a notification was lost)
 * is not told as it is: the log is read from there on.
 */
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ChannelEvent } from '../../shared/events.ts';
import type { ChannelId } from '../../shared/model.ts';
import { Seq } from '../../shared/model.ts';
import type { Committed } from './event-log.ts';

export interface Source {
  /** Up to `limit` events after a seq, in order. */
  eventsAfter(channel: ChannelId, after: Seq, limit: number): Promise<ChannelEvent[]>;
  /** Newest seq of every channel that has events. */
  heads(): Promise<Map<ChannelId, Seq>>;
}

const PAGE = 500;
const RETRY_MS = 250;
const MAX_RETRY_MS = 5_000;

/** Resolves once so much time has passed; rejects when the signal is aborted. */
type Wait = (ms: number, value: undefined, until: { signal: AbortSignal }) => Promise<void>;

/** Either events that are at hand, or word that a channel has come to `head`. */
type Item = { committed: Committed[] } | { channel: ChannelId; head: Seq };

export class Delivery {
  readonly #source: Source;
  readonly #log: Logger;
  readonly #wait: Wait;
  readonly #listeners = new Set<(committed: Committed[]) => void>();
  #told = new Map<ChannelId, Seq>();
  readonly #items: Item[] = [];
  readonly #closed = new AbortController();
  #begun = false;
  #draining = false;
  #catchingUp = false;

  constructor(source: Source, log: Logger, wait: Wait = setTimeout) {
    this.#source = source;
    this.#log = log;
    this.#wait = wait;
  }

  /**
   * Begins to tell; until then, what is noticed waits. `told`: where each channel stands now; one that is not in it begins
   * at its first event.
   */
  begin(told: Map<ChannelId, Seq>): void {
    this.#told = new Map(told);
    this.#begun = true;
    void this.#drain();
  }

  onCommit(listener: (committed: Committed[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells of our own commit: at once, unless something older must be read first. */
  tell(committed: Committed[]): void {
    this.#items.push({ committed });
    void this.#drain();
  }

  /** Takes notice of what another process committed. */
  notice(channel: ChannelId, head: Seq): void {
    this.#items.push({ channel, head });
    void this.#drain();
  }

  /** Compares everything told with the log itself, and tells what is missing; tries until it can. */
  async catchUp(): Promise<void> {
    if (this.#catchingUp) return;
    this.#catchingUp = true;
    for (let wait = RETRY_MS; !this.#closed.signal.aborted; wait = Math.min(wait * 2, MAX_RETRY_MS)) {
      try {
        for (const [channel, head] of await this.#source.heads()) this.#items.push({ channel, head });
        break;
      } catch (error) {
        this.#log.warn({ err: error }, 'The heads of the channels could not be read; it will be tried again.');
        await this.#wait(wait, undefined, { signal: this.#closed.signal }).catch(() => undefined);
      }
    }
    this.#catchingUp = false;
    await this.#drain();
  }

  close(): void {
    this.#closed.abort();
    this.#listeners.clear();
  }

  /** Works items off in their order; runs to its end without a pause while nothing has to be read. */
  async #drain(): Promise<void> {
    if (this.#draining || !this.#begun) return;
    this.#draining = true;
    try {
      for (let item = this.#items.shift(); item && !this.#closed.signal.aborted; item = this.#items.shift()) {
        if ('head' in item) await this.#readTo(item.channel, item.head);
        else {
          const late = this.#tellFitting(item.committed);
          for (const { channel, events } of late) await this.#readTo(channel, lastOf(events));
        }
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'Committed events could not be read; it will be tried again.');
      this.#wait(RETRY_MS, undefined, { signal: this.#closed.signal })
        .then(() => this.catchUp())
        .catch(() => undefined);
    } finally {
      this.#draining = false;
    }
  }

  /** Tells the runs that follow what was told; gives back those that do not yet. */
  #tellFitting(committed: Committed[]): Committed[] {
    const late: Committed[] = [];
    const fitting: Committed[] = [];
    for (const run of committed) {
      const told = this.#told.get(run.channel) ?? 0;
      const events = run.events.filter((event) => event.seq > told);
      if (events[0] === undefined) continue;
      if (events[0].seq > told + 1) late.push(run);
      else fitting.push({ channel: run.channel, events });
    }
    this.#emit(fitting);
    return late;
  }

  async #readTo(channel: ChannelId, head: Seq): Promise<void> {
    for (let told = this.#told.get(channel) ?? Seq.parse(0); told < head; ) {
      const events = await this.#source.eventsAfter(channel, told, PAGE);
      if (events.length === 0 || this.#closed.signal.aborted) return;
      this.#emit([{ channel, events }]);
      told = lastOf(events);
    }
  }

  #emit(committed: Committed[]): void {
    if (committed.length === 0) return;
    for (const { channel, events } of committed) this.#told.set(channel, lastOf(events));
    for (const listener of this.#listeners) {
      try {
        listener(committed);
      } catch (error) {
        this.#log.error({ err: error }, 'A listener to commits failed.');
      }
    }
  }
}

function lastOf(events: readonly ChannelEvent[]): Seq {
  return events.at(-1)?.seq ?? Seq.parse(0);
}
