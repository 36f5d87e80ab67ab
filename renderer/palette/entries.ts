/** All that the palette leads to, in the person's words. */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskId } from '../../shared/desks.ts';
import { type PaneId, panesOf } from '../../shared/layout.ts';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import { usePlatform } from '../platform/context.ts';
import { type ChannelEntry, useChannelList } from '../state/channel-list.ts';
import { outsideFirms, useChannels } from '../state/channels.ts';
import { allCommands, applies, commandOf, isDirected, isNumbered, type Run } from '../state/command-list.ts';
import { useDesks } from '../state/desks.ts';
import { useLayout } from '../state/layout.ts';
import { shownPanes } from '../state/layout-edits.ts';
import type { Direction } from '../state/layout-geometry.ts';
import { useMe } from '../state/me.ts';
import { usePeople } from '../state/people.ts';
import { situationOf } from '../state/situation.ts';
import { useKeysOf } from '../state/use-keymap.ts';
import type { Entry } from './search.ts';

export type Target =
  | { to: 'channel'; channel: ChannelId }
  | { to: 'person'; person: PersonId }
  | { to: 'pane'; pane: PaneId }
  | { to: 'desk'; desk: DeskId }
  | { to: 'command'; run: Run };

/** `note`: what tells it from another of the same name; `outside`: somebody of another firm is there. */
export type PaletteEntry = Entry & { target: Target; note: string; outside: boolean; keys: string | undefined };

/** What an entry is known by from start to start. */
export function keyOfChannel(channel: ChannelId): string {
  return `channel ${channel}`;
}

/** Everything, made anew when something comes, goes or is called otherwise; not when a message comes. */
export function useEntries(): readonly PaletteEntry[] {
  const list = useChannelList('');
  const channels = useChannelEntries(list);
  const people = usePersonEntries(list);
  const panes = usePaneEntries(list);
  const desks = useDeskEntries();
  const commands = useCommandEntries();
  return useMemo(() => [...channels, ...people, ...panes, ...desks, ...commands], [channels, people, panes, desks, commands]);
}

/** A direct channel is the other person's entry. */
function useChannelEntries(list: readonly ChannelEntry[]): readonly PaletteEntry[] {
  const me = useMe((state) => state.me);
  const people = usePeople((state) => state.people);
  const firms = usePeople((state) => state.firms);
  return useMemo(
    () =>
      list.flatMap(({ id, title, kind }): PaletteEntry[] => {
        const view = useChannels.getState().channels.get(id);
        if (!view) return [];
        const peer = view.peer === undefined ? undefined : people.get(view.peer);
        const firm = peer && firms.get(peer.firm)?.name;
        return [
          {
            key: keyOfChannel(id),
            kind: kind === 'direct' ? 'person' : 'channel',
            text: title,
            also: peer ? `${peer.handle} ${firm ?? ''}` : '',
            target: { to: 'channel', channel: id },
            note: peer ? [peer.title, firm].filter(Boolean).join(' · ') : view.channel.topic,
            outside: outsideFirms(view, me?.firm.id) > 0,
            keys: undefined,
          },
        ];
      }),
    [list, me, people, firms],
  );
}

/** People to whom there is no direct channel yet. */
function usePersonEntries(list: readonly ChannelEntry[]): readonly PaletteEntry[] {
  const me = useMe((state) => state.me);
  const people = usePeople((state) => state.people);
  const firms = usePeople((state) => state.firms);
  return useMemo(() => {
    const { channels } = useChannels.getState();
    const known = new Set(list.map(({ id }) => channels.get(id)?.peer));
    return [...people.values()]
      .filter(({ id, kind }) => kind === 'person' && id !== me?.person.id && !known.has(id))
      .map((person): PaletteEntry => {
        const firm = firms.get(person.firm)?.name;
        return {
          key: `person ${person.id}`,
          kind: 'person',
          text: person.name,
          also: `${person.handle} ${firm ?? ''}`,
          target: { to: 'person', person: person.id },
          note: [person.title, firm].filter(Boolean).join(' · '),
          outside: person.firm !== me?.firm.id,
          keys: undefined,
        };
      })
      .sort((a, b) => a.text.localeCompare(b.text));
  }, [list, me, people, firms]);
}

function usePaneEntries(list: readonly ChannelEntry[]): readonly PaletteEntry[] {
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const root = useLayout(({ layout }) => layout?.root);
  return useMemo(() => {
    if (!root) return [];
    const titles = new Map(list.map(({ id, title }) => [id, title]));
    const seen = shownPanes(root).map(({ id }) => id);
    return panesOf(root).map((pane): PaletteEntry => {
      const title = pane.kind === 'timeline' ? titles.get(pane.channel) : undefined;
      const at = seen.indexOf(pane.id);
      return {
        key: `pane ${pane.id}`,
        kind: 'pane',
        text: title ?? t('pane.empty'),
        target: { to: 'pane', pane: pane.id },
        note: at < 0 ? '' : t('palette.paneNumbered', { number: at + 1 }),
        outside: false,
        keys: at < 0 ? undefined : keysOf('paneByNumber', at),
      };
    });
  }, [root, list, keysOf, t]);
}

function useDeskEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const list = useDesks((state) => state.list);
  return useMemo(
    () =>
      (list?.desks ?? []).map(
        ({ id, name }, at): PaletteEntry => ({
          key: `desk ${id}`,
          kind: 'desk',
          text: name ?? t('desks.unnamed'),
          target: { to: 'desk', desk: id },
          note: id === list?.current ? t('desks.shown') : '',
          outside: false,
          keys: keysOf('desk', at),
        }),
      ),
    [list, keysOf, t],
  );
}

const directions: readonly Direction[] = ['left', 'right', 'up', 'down'];

/** The commands that apply where the palette was opened. Panes and desks by number are entries of their own. */
function useCommandEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const platform = usePlatform();
  const [situation] = useState(() => situationOf(platform));
  return useMemo(() => {
    const entryOf = (run: Run, text: string): PaletteEntry => ({
      key: `command ${'direction' in run ? `${run.id} ${run.direction}` : run.id}`,
      kind: 'command',
      text,
      target: { to: 'command', run },
      note: t(`shortcuts.${commandOf(run.id).group}`),
      outside: false,
      keys: keysOf(run.id, 'direction' in run ? run.direction : undefined),
    });
    return allCommands
      .filter(({ id, fixed }) => id !== 'palette' && !fixed && applies(id, situation))
      .flatMap(({ id }): PaletteEntry[] => {
        if (isNumbered(id)) return [];
        if (!isDirected(id)) return [entryOf({ id }, t(`shortcuts.${id}`))];
        return directions.map((direction) => {
          const words = { command: t(`shortcuts.${id}`), direction: t(`palette.${direction}`) };
          return entryOf({ id, direction }, t('palette.directed', words));
        });
      });
  }, [situation, keysOf, t]);
}
