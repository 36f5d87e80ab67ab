/** The open timelines of all windows: what each holds of which log, and the diffs that keep it up to date. */
import type { EngineInput, EngineOutputs, LogPage, TimelineDiff, TimelineSnapshot } from '../../shared/engine-api.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import type { ChannelId } from '../../shared/model.ts';
import type { Logs } from './logs.ts';
import { type Range, rangeAt } from './merge.ts';
import { StoreCorrupt } from './store/pages.ts';
import { follow, type Timeline } from './timeline-state.ts';

/** Where a window's diffs go. */
export interface TimelineSink {
  timeline(diff: TimelineDiff): void;
  /** Drops what waits for a channel. */
  forget(channel: ChannelId): void;
}

export type TimelineParts = {
  logs: Logs;
  /** Where the log begins for this person, as far as it is known (1, or later by policy). */
  floor(channel: ChannelId): number;
  /** From where on the log is kept without gaps. */
  base(channel: ChannelId): number;
  /** Fetches events before (exclusive) or after a seq into the logs. False: there is no connection. */
  fetch(channel: ChannelId, where: { before: number } | { after: number }, limit: number): Promise<boolean>;
  /** Reading the store failed. */
  onCorrupt(error: StoreCorrupt): void;
  /** These events go to a window. */
  onShown(events: readonly ChannelEvent[]): void;
  /** Which channels are open somewhere has changed. */
  onOpened(): void;
};

export interface Timelines {
  open(sink: TimelineSink, input: EngineInput<'open'>): Promise<TimelineSnapshot>;
  older(sink: TimelineSink, input: EngineInput<'older'>): Promise<EngineOutputs['older']>;
  /** A piece of a log, whatever is open: fetched, if it is not here and can be. */
  page(input: EngineInput<'page'>): Promise<LogPage>;
  close(sink: TimelineSink, channel: ChannelId): void;
  closeAll(sink: TimelineSink): void;
  /** The channel's log has grown: tells whoever has it open. */
  advance(channel: ChannelId): void;
  /** A window's timeline was cut in front, because it could not keep up. */
  cut(sink: TimelineSink, channel: ChannelId, from: number): void;
  openChannels(): Set<ChannelId>;
  /** How many are open, of all windows together. */
  count(): number;
  /** Takes the open timelines of an account that is built anew: each begins again with the newest there is. */
  adopt(earlier: ReadonlyMap<TimelineSink, Iterable<ChannelId>>): void;
  opened(): ReadonlyMap<TimelineSink, Iterable<ChannelId>>;
}

/** A timeline and whether someone is at work on it: its diffs go out one after the other. */
type Open = Timeline & { busy: boolean };

export function createTimelines(parts: TimelineParts): Timelines {
  const { logs } = parts;
  const bySink = new Map<TimelineSink, Map<ChannelId, Open>>();

  const of = (sink: TimelineSink): Map<ChannelId, Open> => {
    const own = bySink.get(sink) ?? new Map<ChannelId, Open>();
    bySink.set(sink, own);
    return own;
  };
  const isOpen = (sink: TimelineSink, channel: ChannelId, timeline: Open) => bySink.get(sink)?.get(channel) === timeline;
  const hasOlder = (channel: ChannelId, from: number) => from > Math.max(1, parts.floor(channel));

  /** All events of a range that is held; at once if they are in memory. */
  function events(channel: ChannelId, from: number, to: number): ChannelEvent[] | Promise<ChannelEvent[]> {
    const inMemory: ChannelEvent[] = [];
    for (let seq = from; seq <= to; seq += 1) {
      const event = logs.peek(channel, seq);
      if (!event) return fromStore(channel, from, to);
      inMemory.push(event);
    }
    return inMemory;
  }

  async function fromStore(channel: ChannelId, from: number, to: number): Promise<ChannelEvent[]> {
    try {
      const found = await logs.read(channel, from, to);
      if (found.length !== Math.max(0, to - from + 1)) throw new StoreCorrupt(`events ${from} to ${to} are not all there`);
      parts.onShown(found);
      return found;
    } catch (error) {
      if (error instanceof StoreCorrupt) parts.onCorrupt(error);
      throw error;
    }
  }

  async function run(sink: TimelineSink, channel: ChannelId, timeline: Open): Promise<void> {
    if (timeline.busy) return;
    timeline.busy = true;
    try {
      while (isOpen(sink, channel, timeline)) {
        const next = follow(timeline, logs.known(channel), parts.base(channel));
        if (next.type === 'still' || next.type === 'wait') return;
        const part = events(channel, next.from, next.to);
        const found = part instanceof Promise ? await part : part;
        if (!isOpen(sink, channel, timeline)) return;
        timeline.to = next.to;
        if (next.type === 'append') sink.timeline({ channel, type: 'append', events: found });
        else {
          timeline.from = next.from;
          sink.timeline({ channel, type: 'reset', snapshot: snapshot(channel, timeline, found) });
        }
      }
    } catch (error) {
      // A store that cannot be read is being rebuilt by `onCorrupt`, and everything open begins anew then.
      if (!(error instanceof StoreCorrupt)) throw error;
    } finally {
      timeline.busy = false;
    }
  }

  const snapshot = (channel: ChannelId, { from, to }: Timeline, found: ChannelEvent[]): TimelineSnapshot => ({
    channel,
    events: found,
    hasOlder: hasOlder(channel, from),
    atNewest: to >= (logs.known(channel).at(-1)?.to ?? 0),
  });

  /** Which part to begin with. Fetches what is not here, if it can. */
  async function choose({ channel, around, limit }: EngineInput<'open'>): Promise<{ from: number; to: number }> {
    if (around === undefined) {
      if (logs.known(channel).length === 0) await parts.fetch(channel, { before: Number.MAX_SAFE_INTEGER }, limit);
      const newest = logs.known(channel).at(-1);
      return newest ? { from: Math.max(newest.from, newest.to - limit + 1), to: newest.to } : { from: 1, to: 0 };
    }
    return (await chooseAround(channel, around, limit)) ?? choose({ channel, limit });
  }

  /** The events around a seq that are here, or could be fetched; null where it is not among them. */
  async function chooseAround(channel: ChannelId, around: number, limit: number): Promise<Range | null> {
    const before = Math.ceil(limit / 2);
    const wanted = { from: Math.max(1, around - before + 1), to: around + limit - before };
    const held = rangeAt(logs.known(channel), around);
    if (!held || held.from > wanted.from) await parts.fetch(channel, { before: around + 1 }, before);
    if (!held || (held.to < wanted.to && held !== logs.known(channel).at(-1)))
      await parts.fetch(channel, { after: around }, limit - before);
    const range = rangeAt(logs.known(channel), around);
    return range ? { from: Math.max(range.from, wanted.from), to: Math.min(range.to, wanted.to) } : null;
  }

  /** What lies before or after a seq and is here, or could be fetched; null where there is nothing. `asked`: the server was. */
  async function chooseBeside(
    channel: ChannelId,
    where: { before: number } | { after: number },
    limit: number,
  ): Promise<{ range: Range | null; asked: boolean }> {
    const beside = 'before' in where ? where.before - 1 : where.after + 1;
    let held = rangeAt(logs.known(channel), beside);
    const asked = !held && (await parts.fetch(channel, where, limit));
    held ??= rangeAt(logs.known(channel), beside);
    if (!held) return { range: null, asked };
    const range =
      'before' in where
        ? { from: Math.max(held.from, where.before - limit), to: beside }
        : { from: beside, to: Math.min(held.to, where.after + limit) };
    return { range, asked };
  }

  return {
    async open(sink, input) {
      const { channel } = input;
      const part = await choose(input);
      const newest = logs.known(channel).at(-1)?.to ?? 0;
      const timeline: Open = { ...part, follows: part.to >= newest, busy: true };
      of(sink).set(channel, timeline);
      sink.forget(channel);
      parts.onOpened();
      try {
        const found = await events(channel, part.from, part.to);
        sink.forget(channel);
        return snapshot(channel, timeline, found);
      } finally {
        timeline.busy = false;
        queueMicrotask(() => void run(sink, channel, timeline));
      }
    },
    async page({ channel, at, limit }) {
      const besideFloor = 'before' in at && !hasOlder(channel, at.before);
      if (besideFloor) return { events: [], hasOlder: false, missing: false };
      const { range, asked } =
        'around' in at
          ? { range: await chooseAround(channel, at.around, limit), asked: false }
          : await chooseBeside(channel, at, limit);
      const from = range?.from ?? ('before' in at ? at.before : 1);
      const found = range ? await events(channel, range.from, range.to) : [];
      return { events: found, hasOlder: hasOlder(channel, from), missing: !range && !asked };
    },
    async older(sink, { channel, limit, before }) {
      const timeline = bySink.get(sink)?.get(channel);
      if (timeline && before !== undefined) timeline.from = Math.min(timeline.from, before);
      if (!timeline || !hasOlder(channel, timeline.from)) return { added: 0, hasOlder: false, missing: false };
      const { from } = timeline;
      const { range, asked } = await chooseBeside(channel, { before: from }, limit);
      if (!range) return { added: 0, hasOlder: hasOlder(channel, from), missing: !asked };
      const begin = range.from;
      const found = await events(channel, begin, from - 1);
      if (!isOpen(sink, channel, timeline) || timeline.from !== from)
        return { added: 0, hasOlder: hasOlder(channel, timeline.from), missing: false };
      timeline.from = begin;
      const more = hasOlder(channel, begin);
      sink.timeline({ channel, type: 'prepend', events: found, hasOlder: more });
      return { added: found.length, hasOlder: more, missing: false };
    },
    close(sink, channel) {
      bySink.get(sink)?.delete(channel);
      sink.forget(channel);
      parts.onOpened();
    },
    closeAll(sink) {
      if (bySink.delete(sink)) parts.onOpened();
    },
    advance(channel) {
      for (const [sink, own] of bySink) {
        const timeline = own.get(channel);
        if (timeline) void run(sink, channel, timeline);
      }
    },
    cut(sink, channel, from) {
      const timeline = bySink.get(sink)?.get(channel);
      if (timeline) timeline.from = from;
    },
    openChannels: () => new Set([...bySink.values()].flatMap((own) => [...own.keys()])),
    count: () => [...bySink.values()].reduce((sum, own) => sum + own.size, 0),
    adopt(earlier) {
      for (const [sink, channels] of earlier) {
        for (const channel of channels) of(sink).set(channel, { from: 1, to: 0, follows: true, busy: false });
      }
    },
    opened: () => new Map([...bySink].map(([sink, own]) => [sink, [...own.keys()]])),
  };
}
