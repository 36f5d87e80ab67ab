/**
 * Stores what comes in, in batches: one transaction per flush, at most 50 ms after the first of it. What is not stored yet
 * can be read here, so that nobody waits for the disk.
 */
import type { ChannelEvent } from '../../shared/events.ts';
import type { ChannelId, Firm, FirmId, Person, PersonId } from '../../shared/model.ts';
import type { Clock } from './clock.ts';
import type { History, SavedChannel } from './store/history.ts';

const FLUSH_MS = 50;
/** This many events are a flush at once. */
const FLUSH_EVENTS = 400;

type Gathered = {
  events: Map<ChannelId, Map<number, ChannelEvent>>;
  count: number;
  channels: Map<ChannelId, SavedChannel>;
  people: Map<PersonId, Person>;
  firms: Map<FirmId, Firm>;
  gone: Set<ChannelId>;
};

const nothing = (): Gathered => ({
  events: new Map(),
  count: 0,
  channels: new Map(),
  people: new Map(),
  firms: new Map(),
  gone: new Set(),
});

export interface Writer {
  events(channel: ChannelId, events: readonly ChannelEvent[]): void;
  channel(saved: SavedChannel): void;
  people(people: readonly Person[], firms: readonly Firm[]): void;
  gone(channel: ChannelId): void;
  /** Events of a range that are not stored yet, by seq. */
  unwritten(channel: ChannelId, from: number, to: number): ChannelEvent[];
  /** Resolves when everything so far is stored. */
  flush(): Promise<void>;
  stop(): void;
}

/** `onFailure` is told when a flush could not be stored; what was in it is in memory no more. `onStored`: when one was. */
export function createWriter(
  history: History,
  clock: Clock,
  onFailure: (error: unknown) => void,
  onStored: () => void = () => {},
): Writer {
  let gathered = nothing();
  let inFlight: Gathered | null = null;
  let running: Promise<void> | null = null;
  let cancel: (() => void) | null = null;
  let stopped = false;

  async function run(): Promise<void> {
    cancel?.();
    cancel = null;
    while (!stopped && hasAny(gathered)) {
      inFlight = gathered;
      gathered = nothing();
      const { events, channels, people, firms, gone } = inFlight;
      try {
        await history.write({
          events: new Map([...events].map(([channel, bySeq]) => [channel, [...bySeq.values()]])),
          channels: [...channels.values()],
          people: [...people.values()],
          firms: [...firms.values()],
          gone: [...gone],
        });
        onStored();
      } catch (error) {
        stopped = true;
        onFailure(error);
      } finally {
        inFlight = null;
      }
    }
  }

  function flush(): Promise<void> {
    running ??= run().finally(() => {
      running = null;
      if (!stopped && hasAny(gathered)) schedule();
    });
    return running;
  }

  function schedule(): void {
    if (stopped) return;
    if (gathered.count >= FLUSH_EVENTS) void flush();
    else cancel ??= clock.after(FLUSH_MS, due);
  }

  /** A flush under way takes it along, or calls again for what it leaves. */
  function due(): void {
    cancel = null;
    void flush();
  }

  return {
    events(channel, events) {
      const bySeq = gathered.events.get(channel) ?? new Map<number, ChannelEvent>();
      gathered.events.set(channel, bySeq);
      for (const event of events) bySeq.set(event.seq, event);
      gathered.count += events.length;
      schedule();
    },
    channel(saved) {
      gathered.channels.set(saved.state.channel.id, saved);
      gathered.gone.delete(saved.state.channel.id);
      schedule();
    },
    people(people, firms) {
      for (const person of people) gathered.people.set(person.id, person);
      for (const firm of firms) gathered.firms.set(firm.id, firm);
      schedule();
    },
    gone(channel) {
      gathered.events.delete(channel);
      gathered.channels.delete(channel);
      gathered.gone.add(channel);
      schedule();
    },
    unwritten(channel, from, to) {
      const found: ChannelEvent[] = [];
      for (const part of [inFlight, gathered]) {
        for (const event of part?.events.get(channel)?.values() ?? []) {
          if (event.seq >= from && event.seq <= to) found.push(event);
        }
      }
      return found;
    },
    flush,
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}

const hasAny = ({ count, channels, people, firms, gone }: Gathered): boolean =>
  count > 0 || channels.size > 0 || people.size > 0 || firms.size > 0 || gone.size > 0;
