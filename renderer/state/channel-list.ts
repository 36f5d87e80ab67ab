/** The channels as lists: by name, filtered by what is typed. */
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { ChannelView } from '../../shared/engine-api.ts';
import type { ChannelId, ChannelKind, Person, PersonId } from '../../shared/model.ts';
import { channelTitle, useChannels } from './channels.ts';
import { usePeople } from './people.ts';

/** What a list needs of a channel. It changes only when a channel comes, goes or is called otherwise: not when one is unread. */
export type ChannelEntry = { id: ChannelId; title: string; kind: ChannelKind };

/** All channels by title, those whose title holds every word of `query`; a title that begins with it comes first. */
export function channelEntries(
  channels: Iterable<ChannelView>,
  people: ReadonlyMap<PersonId, Person>,
  query: string,
): ChannelEntry[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const entries: ChannelEntry[] = [];
  for (const view of channels) {
    const title = channelTitle(view, view.peer === undefined ? undefined : people.get(view.peer)?.name);
    const name = folded(title);
    if (words.every((word) => name.includes(word))) entries.push({ id: view.channel.id, title, kind: view.channel.kind });
  }
  const start = words[0] ?? '';
  const rank = (entry: ChannelEntry) => (folded(entry.title).startsWith(start) ? 0 : 1);
  return entries.toSorted((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title) || a.id.localeCompare(b.id));
}

/** The list, kept up to date; it renders again only when it reads otherwise. */
export function useChannelList(query: string): readonly ChannelEntry[] {
  const people = usePeople((state) => state.people);
  const keys = useChannels(
    useShallow(({ channels }) =>
      [...channels.values()].map((view) => `${view.channel.id} ${view.channel.name} ${view.channel.kind}`),
    ),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `keys` stands for the parts of the channels that the list shows
  return useMemo(() => channelEntries(useChannels.getState().channels.values(), people, query), [keys, people, query]);
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
