/**
 * From commits to clients, in rounds: what was committed gathers, then goes out as one frame per channel, serialised once for
 * all who hear it.
 *
 *   commit ──► pending[channel] ──tick──► a round ──slice──► socket socket socket … ──slice──► socket …
 *
 * A round to many sockets takes longer than a commit. It is written in slices, between which the thread answers others.
 */
import { performance } from 'node:perf_hooks';
import type { ChannelEvent, ChannelEvents } from '../../shared/events.ts';
import type { ChannelId } from '../../shared/model.ts';
import type { PushOf } from '../../shared/protocol.ts';
import type { Connection } from '../connections/connection.ts';
import type { Committed } from '../log/event-log.ts';
import { averaged, MOST_MS, periodAfter } from './tick.ts';

/** A read cursor that moved, and the connections that are to know. */
export type ReadMove = { to: readonly Connection[]; push: PushOf<'read'> };

/** What goes out in one round. */
export type Round = { events: readonly ChannelEvents[]; reads: readonly ReadMove[] };

/** Frames written to sockets, and events times sockets that heard them. */
export type Written = { frames: number; deliveries: number };

export type FanOutParts = {
  /** Writes to one socket after the other, as far as it is iterated; answers what was written when it is done. */
  write: (round: Round) => Iterator<void, Written>;
  /**
   * Told after each round, for the metrics: `tookMs` is how long it held the thread, all its slices; `oldestMs`, how long ago
   * the first of what it told was given.
   */
  onRound?: (round: Written & { tookMs: number; oldestMs: number }) => void;
};

/** After so long (ms) a round lets others have the thread; not when they have all of it, for then it would not come to its end. */
const SLICE_MS = 2;

export class FanOut {
  readonly #parts: FanOutParts;
  #events = new Map<ChannelId, ChannelEvent[]>();
  /** When the first of what waits was given. */
  #oldest: number | undefined;
  #oldestOfRound = 0;
  #reads: ReadMove[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** The round that is being written, and how to go on with it. */
  #writing: Iterator<void, Written> | undefined;
  #rest: NodeJS.Immediate | undefined;
  #began = 0;
  #tookMs = 0;
  #elsewhere = 0;
  #activeMs = 0;

  constructor(parts: FanOutParts) {
    this.#parts = parts;
  }

  /** Takes what was committed, in commit order per channel. */
  take(committed: readonly Committed[]): void {
    for (const { channel, events } of committed) {
      const waiting = this.#events.get(channel);
      if (waiting) for (const event of events) waiting.push(event);
      else this.#events.set(channel, [...events]);
    }
    this.#wait();
  }

  /** Takes a read cursor that moved; it rides with what is said to the same sockets anyway. */
  takeRead(move: ReadMove): void {
    this.#reads.push(move);
    this.#wait();
  }

  /** Sends all that waits, at once. */
  flush(): void {
    this.#write(Number.POSITIVE_INFINITY);
    clearTimeout(this.#timer);
    this.#begin();
    this.#write(Number.POSITIVE_INFINITY);
  }

  /** Waits for the next round's time, unless it waits already, or the end of a round will. */
  #wait(): void {
    this.#oldest ??= performance.now();
    if (this.#timer || this.#writing) return;
    const period = periodAfter({ tookMs: this.#tookMs, elsewhere: this.#elsewhere });
    this.#timer = setTimeout(
      () => {
        this.#begin();
        this.#write(period < MOST_MS ? SLICE_MS : Number.POSITIVE_INFINITY);
      },
      Math.max(0, this.#began + period - performance.now()),
    );
  }

  #begin(): void {
    this.#timer = undefined;
    if (this.#events.size === 0 && this.#reads.length === 0) return;
    const events = [...this.#events].flatMap(([channel, events]) => framesOf({ channel, events }));
    this.#writing = this.#parts.write({ events, reads: this.#reads });
    this.#oldestOfRound = this.#oldest ?? performance.now();
    this.#oldest = undefined;
    this.#events = new Map();
    this.#reads = [];
    this.#measure();
    this.#tookMs = 0;
  }

  /** What the thread did, from the beginning of the last round to now, beside that round. */
  #measure(): void {
    const began = performance.now();
    const { active } = performance.eventLoopUtilization();
    this.#elsewhere = averaged(this.#elsewhere, active - this.#activeMs - this.#tookMs, began - this.#began);
    this.#activeMs = active;
    this.#began = began;
  }

  /** Writes for so long (ms), then goes on in the event loop's next turn. */
  #write(forMs: number): void {
    clearImmediate(this.#rest);
    if (!this.#writing) return;
    const began = performance.now();
    let step = this.#writing.next();
    while (!step.done && performance.now() - began < forMs) step = this.#writing.next();
    this.#tookMs += performance.now() - began;
    if (!step.done) {
      this.#rest = setImmediate(() => this.#write(forMs));
      return;
    }
    this.#writing = undefined;
    this.#parts.onRound?.({ ...step.value, tookMs: this.#tookMs, oldestMs: performance.now() - this.#oldestOfRound });
    if (this.#events.size > 0 || this.#reads.length > 0) this.#wait();
  }
}

/** Most events in one frame: a tick of an import would otherwise make a frame of megabytes. */
const MOST_EVENTS = 500;

function framesOf({ channel, events }: ChannelEvents): ChannelEvents[] {
  if (events.length <= MOST_EVENTS) return [{ channel, events }];
  const frames: ChannelEvents[] = [];
  for (let start = 0; start < events.length; start += MOST_EVENTS) {
    frames.push({ channel, events: events.slice(start, start + MOST_EVENTS) });
  }
  return frames;
}
