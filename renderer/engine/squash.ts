/**
 * Diffs are values: two of them, one after the other, are one larger diff. A window that is slow gets one large diff
 * rather than a queue. Pure; what must hold: applying the squashed diff ends where applying one by one does.
 */
import type { SharedDiff, TimelineDiff } from '../../shared/engine-api.ts';
import type { ChannelId } from '../../shared/model.ts';

type Changes<T, K> = { upsert: T[]; remove: K[] };

function squashChanges<T, K>(a: Changes<T, K>, b: Changes<T, K>, keyOf: (item: T) => K): Changes<T, K> {
  const upsert = new Map(a.upsert.map((item) => [keyOf(item), item]));
  const remove = new Set(a.remove);
  for (const key of b.remove) {
    upsert.delete(key);
    remove.add(key);
  }
  for (const item of b.upsert) upsert.set(keyOf(item), item);
  return { upsert: [...upsert.values()], remove: [...remove].filter((key) => !upsert.has(key)) };
}

function squashList<T, K>(a: readonly T[], b: readonly T[], keyOf: (item: T) => K): T[] {
  const items = new Map(a.map((item) => [keyOf(item), item]));
  for (const item of b) items.set(keyOf(item), item);
  return [...items.values()];
}

/** One diff of the shared state that does what `a` and then `b` do. In each diff removals come before upserts. */
export function squashShared(a: SharedDiff, b: SharedDiff): SharedDiff {
  const squashed: SharedDiff = { ...a, ...b };
  if (a.channels && b.channels) squashed.channels = squashChanges(a.channels, b.channels, (view) => view.channel.id);
  if (a.outbox && b.outbox) squashed.outbox = squashChanges(a.outbox, b.outbox, (item) => item.id);
  if (a.people && b.people) squashed.people = squashList(a.people, b.people, (person) => person.id);
  if (a.firms && b.firms) squashed.firms = squashList(a.firms, b.firms, (firm) => firm.id);
  if (a.presences && b.presences) squashed.presences = squashList(a.presences, b.presences, (each) => each.person);
  return squashed;
}

/** More waiting events than this in one timeline become a reset… */
export const MOST_WAITING = 500;
/** …with this many of the newest. */
export const KEPT_WAITING = 200;

/** The diffs of one channel that wait: a reset, or at most one append and one prepend. */
export function squashTimeline(waiting: readonly TimelineDiff[], next: TimelineDiff): TimelineDiff[] {
  if (next.type === 'reset') return [next];
  const reset = waiting.find((diff) => diff.type === 'reset');
  if (reset) {
    const { snapshot } = reset;
    // What went before a part that has been cut off since joins nothing any more.
    if (next.type === 'prepend' && next.events.at(-1)?.seq !== (snapshot.events[0]?.seq ?? 0) - 1) return [...waiting];
    const events = next.type === 'append' ? [...snapshot.events, ...next.events] : [...next.events, ...snapshot.events];
    const hasOlder = next.type === 'prepend' ? next.hasOlder : snapshot.hasOlder;
    return cut([{ ...reset, snapshot: { ...snapshot, events, hasOlder } }]);
  }
  const others = waiting.filter((diff) => diff.type !== next.type);
  const same = waiting.find((diff) => diff.type === next.type);
  if (!same || same.type === 'reset') return cut([...others, next]);
  const events = next.type === 'append' ? [...same.events, ...next.events] : [...next.events, ...same.events];
  return cut([...others, { ...next, events }]);
}

/** A window that lets this much gather gets the newest part instead, and asks for the rest when someone looks there. */
function cut(diffs: TimelineDiff[]): TimelineDiff[] {
  for (const diff of diffs) {
    if (diff.type === 'append' && diff.events.length > MOST_WAITING) return [newestOf(diff.channel, diff.events)];
    if (diff.type === 'reset' && diff.snapshot.atNewest && diff.snapshot.events.length > MOST_WAITING + KEPT_WAITING)
      return [newestOf(diff.channel, diff.snapshot.events)];
  }
  return diffs;
}

function newestOf(channel: ChannelId, events: (TimelineDiff & { type: 'append' })['events']): TimelineDiff {
  return { channel, type: 'reset', snapshot: { channel, events: events.slice(-KEPT_WAITING), hasOlder: true, atNewest: true } };
}
