/**
 * From commits to clients: what was committed gathers for a tick, then goes out as one frame per channel, serialised once
 * for all who hear it.
 *
 *   commit ──► pending[channel] ──tick──► emit(room) ──► adapter encodes and frames once ──► every socket of the room
 */
import type { ChannelEvent, ChannelEvents } from '../../shared/events.ts';
import type { ChannelId } from '../../shared/model.ts';
import type { Committed } from '../log/event-log.ts';
import { type Flush, nextTick } from './tick.ts';

export type FanOutParts = {
  /** Sends one frame to all who hear the channel; answers how many that are. */
  emit: (frame: ChannelEvents) => number;
  /** Does the work such that the frames it emits to one socket are written together: in one system call, not one each. */
  together?: (work: () => void) => void;
  /** Told after each flush, for the metrics. */
  onFlush?: (flush: Flush & { deliveries: number }) => void;
};

export class FanOut {
  readonly #parts: FanOutParts;
  #pending = new Map<ChannelId, ChannelEvent[]>();
  #last: Flush = { frames: 0, tookMs: 0 };
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: FanOutParts) {
    this.#parts = parts;
  }

  /** Takes what was committed, in commit order per channel. */
  take(committed: readonly Committed[]): void {
    for (const { channel, events } of committed) {
      const waiting = this.#pending.get(channel);
      if (waiting) for (const event of events) waiting.push(event);
      else this.#pending.set(channel, [...events]);
    }
    this.#timer ??= setTimeout(() => this.flush(), nextTick(this.#last));
  }

  /** Sends all that waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = this.#pending;
    if (pending.size === 0) return;
    this.#pending = new Map();
    const began = performance.now();
    let frames = 0;
    let deliveries = 0;
    const emitAll = () => {
      for (const [channel, events] of pending) {
        for (const frame of framesOf({ channel, events })) {
          const heard = this.#parts.emit(frame);
          frames += heard;
          deliveries += heard * frame.events.length;
        }
      }
    };
    if (pending.size > 1 && this.#parts.together) this.#parts.together(emitAll);
    else emitAll();
    this.#last = { frames, tookMs: performance.now() - began };
    this.#parts.onFlush?.({ ...this.#last, deliveries });
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
