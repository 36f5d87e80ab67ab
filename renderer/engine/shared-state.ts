/** The state that all windows share: one holder, changed by diffs only, and every diff is told. */
import type { Shared, SharedDiff } from '../../shared/engine-api.ts';
import { defaultSettings } from '../../shared/settings.ts';

export interface SharedState {
  read(): Shared;
  change(diff: SharedDiff): void;
}

export function createSharedState(start: Pick<Shared, 'link' | 'store'>, onDiff: (diff: SharedDiff) => void): SharedState {
  const channels = new Map<string, Shared['channels'][number]>();
  const people = new Map<string, Shared['people'][number]>();
  const firms = new Map<string, Shared['firms'][number]>();
  const presences = new Map<string, Shared['presences'][number]>();
  const outbox = new Map<string, Shared['outbox'][number]>();
  let { link, store } = start;
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
    }),
    change(diff) {
      link = diff.link ?? link;
      store = diff.store ?? store;
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
