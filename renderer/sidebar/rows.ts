/** What the sidebar lists, as one flat run of rows that the arrow keys walk. */
import type { ChannelEntry } from '../state/channel-list.ts';

export type SidebarSection = { kind: 'channels' | 'groups' | 'directs'; entries: readonly ChannelEntry[] };

/** Channels, groups, direct chats; a section without entries is left out. The order within a section stays. */
export function sectionsOf(entries: readonly ChannelEntry[]): SidebarSection[] {
  const of = (kind: ChannelEntry['kind']) => entries.filter((entry) => entry.kind === kind);
  const sections: SidebarSection[] = [
    { kind: 'channels', entries: of('persistent') },
    { kind: 'groups', entries: of('group') },
    { kind: 'directs', entries: of('direct') },
  ];
  return sections.filter((section) => section.entries.length > 0);
}

/** Where an arrow key, Home or End leads from a row; `at` -1 is the filter box above the first. */
export function walked(at: number, rows: number, key: 'ArrowDown' | 'ArrowUp' | 'Home' | 'End'): number {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, rows - 1);
    case 'ArrowUp':
      return Math.max(at - 1, -1);
    case 'Home':
      return rows > 0 ? 0 : -1;
    case 'End':
      return rows - 1;
  }
}
