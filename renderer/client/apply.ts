/** What a window holds after a diff: of the state that all windows share, and of an open timeline. Pure. */
import type { Shared, SharedDiff, TimelineDiff, TimelineSnapshot } from '../../shared/engine-api.ts';

function changed<T, K>(items: readonly T[], upsert: readonly T[], remove: readonly K[], keyOf: (item: T) => K): T[] {
  const next = new Map(items.map((item) => [keyOf(item), item]));
  for (const key of remove) next.delete(key);
  for (const item of upsert) next.set(keyOf(item), item);
  return [...next.values()];
}

/** Named fields are replaced; lists are upserted by id, after what is removed of channels and outbox. */
export function applyShared(shared: Shared, diff: SharedDiff): Shared {
  const { channels, outbox, people = [], firms = [], presences = [] } = diff;
  return {
    link: diff.link ?? shared.link,
    me: diff.me === undefined ? shared.me : diff.me,
    settings: diff.settings ?? shared.settings,
    store: diff.store ?? shared.store,
    windows: diff.windows ?? shared.windows,
    channels: changed(shared.channels, channels?.upsert ?? [], channels?.remove ?? [], (view) => view.channel.id),
    outbox: changed(shared.outbox, outbox?.upsert ?? [], outbox?.remove ?? [], (item) => item.id),
    people: changed(shared.people, people, [], (person) => person.id),
    firms: changed(shared.firms, firms, [], (firm) => firm.id),
    presences: changed(shared.presences, presences, [], (presence) => presence.person),
  };
}

export function applyTimeline(snapshot: TimelineSnapshot, diff: TimelineDiff): TimelineSnapshot {
  switch (diff.type) {
    case 'reset':
      return diff.snapshot;
    case 'append':
      return { ...snapshot, events: [...snapshot.events, ...diff.events] };
    case 'prepend':
      return { ...snapshot, events: [...diff.events, ...snapshot.events], hasOlder: diff.hasOlder };
  }
}
