/**
 * The part of a channel's log that a window holds: contiguous, in order of seq. Pure: each change gives a new part, or
 * says that it does not fit, and then the part must be opened anew.
 */
import type { TimelineDiff, TimelineSnapshot } from '../../shared/engine-api.ts';
import type { ChannelEvent } from '../../shared/events.ts';

export type TimelinePart = {
  events: readonly ChannelEvent[];
  /** The log goes on before the first event. */
  hasOlder: boolean;
  /** The part reaches the newest event that the engine knows. */
  atNewest: boolean;
};

/** When there are more events than this, the oldest are dropped while everyone who looks is at the bottom. */
export const MOST_EVENTS = 2_000;
/** What is kept then. */
export const KEPT_EVENTS = 600;

export function partOf(snapshot: TimelineSnapshot): TimelinePart {
  return { events: snapshot.events, hasOlder: snapshot.hasOlder, atNewest: snapshot.atNewest };
}

/** The part after a diff; null when the diff does not join it (something is missing between). Known events are ignored. */
export function appliedDiff(part: TimelinePart, diff: TimelineDiff): TimelinePart | null {
  switch (diff.type) {
    case 'reset':
      return mergedSnapshot(part, diff.snapshot);
    case 'append':
      return appended(part, diff.events);
    case 'prepend':
      return prepended(part, diff.events, diff.hasOlder);
  }
}

function appended(part: TimelinePart, events: readonly ChannelEvent[]): TimelinePart | null {
  const last = part.events.at(-1)?.seq ?? 0;
  const fresh = events.filter((event) => event.seq > last);
  const next = fresh[0];
  if (!next) return part;
  if (part.events.length && next.seq !== last + 1) return null;
  return { ...part, events: [...part.events, ...fresh] };
}

function prepended(part: TimelinePart, events: readonly ChannelEvent[], hasOlder: boolean): TimelinePart | null {
  const first = part.events[0];
  if (!first) return { ...part, events, hasOlder };
  const fresh = events.filter((event) => event.seq < first.seq);
  const next = fresh.at(-1);
  if (!next) return events.length ? part : { ...part, hasOlder: hasOlder };
  if (next.seq !== first.seq - 1) return null;
  return { ...part, events: [...fresh, ...part.events], hasOlder };
}

/**
 * The part after a fresh snapshot. Where the two overlap or touch, what we have is kept (with its identity: nothing
 * visible changes) and the snapshot extends it at both ends; otherwise the snapshot takes its place.
 */
export function mergedSnapshot(part: TimelinePart, snapshot: TimelineSnapshot): TimelinePart {
  const { events } = snapshot;
  const [first, last] = [events[0], events.at(-1)];
  const [ownFirst, ownLast] = [part.events[0], part.events.at(-1)];
  if (!first || !last || !ownFirst || !ownLast) return partOf(snapshot);
  if (first.seq > ownLast.seq + 1 || last.seq < ownFirst.seq - 1) return partOf(snapshot);
  const before = events.filter((event) => event.seq < ownFirst.seq);
  const after = events.filter((event) => event.seq > ownLast.seq);
  const erased = new Map(events.filter((event) => event.kind === 'erased').map((event) => [event.seq, event]));
  const kept = erased.size ? part.events.map((event) => erased.get(event.seq) ?? event) : part.events;
  return {
    events: before.length || after.length || erased.size ? [...before, ...kept, ...after] : part.events,
    hasOlder: first.seq <= ownFirst.seq ? snapshot.hasOlder : part.hasOlder,
    atNewest: last.seq >= ownLast.seq ? snapshot.atNewest : part.atNewest,
  };
}

/**
 * The newest part with another one before it that overlaps or touches it; null where something is missing between the two. What the
 * newest part has keeps its identity.
 */
export function joined(apart: TimelinePart, newest: TimelinePart): TimelinePart | null {
  const [first, last] = [newest.events[0], newest.events.at(-1)];
  const [apartFirst, apartLast] = [apart.events[0], apart.events.at(-1)];
  if (!first || !last || !apartFirst || !apartLast) return null;
  if (apartLast.seq < first.seq - 1 || apartFirst.seq > last.seq + 1) return null;
  const before = apart.events.filter((event) => event.seq < first.seq);
  const after = apart.events.filter((event) => event.seq > last.seq);
  if (before.length === 0 && after.length === 0) return newest;
  return {
    ...newest,
    events: [...before, ...newest.events, ...after],
    hasOlder: before.length ? apart.hasOlder : newest.hasOlder,
  };
}

/** Whether a part holds an event. */
export function holds({ events }: TimelinePart, seq: number): boolean {
  const [first, last] = [events[0], events.at(-1)];
  return first !== undefined && last !== undefined && first.seq <= seq && seq <= last.seq;
}

/** Whether a part was replaced by one further on, with something missing between: who reads in the former would lose their place. */
export function leftBehind(before: TimelinePart, now: TimelinePart): boolean {
  const [last, first] = [before.events.at(-1), now.events[0]];
  return last !== undefined && first !== undefined && first.seq > last.seq + 1;
}

/** The part with a page of what came before it, or follows it; pages that do not touch it (any more) change nothing. */
export function extendedBy(part: TimelinePart, page: { events: readonly ChannelEvent[]; hasOlder: boolean }): TimelinePart {
  const [first, last] = [part.events[0], part.events.at(-1)];
  const [pageFirst, pageLast] = [page.events[0], page.events.at(-1)];
  if (!first || !last || !pageFirst || !pageLast) return part;
  if (pageLast.seq === first.seq - 1) return { ...part, events: [...page.events, ...part.events], hasOlder: page.hasOlder };
  return pageFirst.seq === last.seq + 1 ? { ...part, events: [...part.events, ...page.events] } : part;
}

/** Whether a part has grown so long that its oldest events are to go. */
export function tooLong(part: TimelinePart): boolean {
  return part.events.length > MOST_EVENTS;
}

/** The part without what lies before a fresh, shorter snapshot of its newest events. */
export function shortened(part: TimelinePart, snapshot: TimelineSnapshot): TimelinePart {
  const merged = mergedSnapshot(part, snapshot);
  const first = snapshot.events[0]?.seq ?? 0;
  return { ...merged, events: merged.events.filter((event) => event.seq >= first), hasOlder: snapshot.hasOlder };
}
