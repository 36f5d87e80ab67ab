/** The state that all windows share: one holder, changed by diffs only, and every diff is told. */
import type { Link, LocalStore, Shared, SharedDiff } from '../../shared/engine-api.ts';
import { defaultSettings } from '../../shared/settings.ts';

/** What is said of the local store before any is open. */
export const NO_STORE: LocalStore = { history: 'ok', outbox: 'ok', persisted: false, held: { events: 0, oldestAt: null } };

export interface SharedState {
  read(): Shared;
  change(diff: SharedDiff): void;
}

/** Begins with nobody, nothing and no window. */
export function createSharedState(start: Link, onDiff: (diff: SharedDiff) => void): SharedState {
  const channels = new Map<string, Shared['channels'][number]>();
  const people = new Map<string, Shared['people'][number]>();
  const firms = new Map<string, Shared['firms'][number]>();
  const presences = new Map<string, Shared['presences'][number]>();
  const outbox = new Map<string, Shared['outbox'][number]>();
  let link = start;
  let store = NO_STORE;
  let windows = 0;
  let me: Shared['me'] = null;
  let settings: Shared['settings'] = defaultSettings;
  return {
    read: () => ({
      link,
      me,
      channels: [...channels.values()],
      people: [...people.values()],
      firms: [...firms.values()],
      presences: [...presences.values()],
      outbox: [...outbox.values()],
      settings,
      store,
      windows,
    }),
    change(diff) {
      link = diff.link ?? link;
      store = diff.store ?? store;
      windows = diff.windows ?? windows;
      settings = diff.settings ?? settings;
      if (diff.me !== undefined) me = diff.me;
      for (const id of diff.channels?.remove ?? []) channels.delete(id);
      for (const view of diff.channels?.upsert ?? []) channels.set(view.channel.id, view);
      for (const id of diff.outbox?.remove ?? []) outbox.delete(id);
      for (const item of diff.outbox?.upsert ?? []) outbox.set(item.id, item);
      for (const person of diff.people ?? []) people.set(person.id, person);
      for (const firm of diff.firms ?? []) firms.set(firm.id, firm);
      for (const presence of diff.presences ?? []) presences.set(presence.person, presence);
      if (diff.me === null) for (const map of [people, firms, presences]) map.clear();
      onDiff(diff);
    },
  };
}
