import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OtherWindow } from '../../shared/engine-api.ts';
import { type Pane, type PaneId, panesOf } from '../../shared/layout.ts';
import { usePlatform } from '../platform/context.ts';
import { channelTitle, useChannels } from '../state/channels.ts';
import type { CommandId } from '../state/command-list.ts';
import { useEngine } from '../state/engine.ts';
import { usePeople } from '../state/people.ts';
import { useKeysOf } from '../state/use-keymap.ts';
import { MenuItem, MenuSeparator, Submenu } from '../ui/Menu.tsx';
import { isPointless, toNewWindow, toWindow } from './moving.ts';
import { windowTitles } from './window-names.ts';

/** The windows that a pane can go to; where it is one of a stack, also with the whole stack. Made only while the menu is open. */
export function MoveToItems({ pane, stack }: { pane: Pane; stack: readonly Pane[] }) {
  const { t } = useTranslation();
  const others = useOthers();
  return (
    <>
      <Submenu label={t('moves.moveTo')}>
        <Destinations panes={[pane.id]} came={pane.came} others={others} keys />
      </Submenu>
      {stack.length > 1 ? (
        <Submenu label={t('moves.moveStackTo')}>
          <Destinations panes={stack.map(({ id }) => id)} came={pane.came} others={others} />
        </Submenu>
      ) : null}
    </>
  );
}

type Named = { window: string; name: string };
type DestinationsProps = { panes: readonly PaneId[]; came: Pane['came']; others: readonly Named[]; keys?: boolean };

function Destinations({ panes, came, others, keys = false }: DestinationsProps) {
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const mover = { engine: useEngine(), windows: usePlatform().windows };
  const home = others.find(({ window }) => window === came?.from);
  const shortcut = (command: CommandId) => (keys ? { shortcut: keysOf(command) } : {});
  return (
    <>
      <MenuItem
        disabled={isPointless(panes, mover.windows)}
        {...shortcut('tearOff')}
        onSelect={() => void toNewWindow(mover, panes)}
      >
        {t('moves.newWindow')}
      </MenuItem>
      {home ? (
        <MenuItem {...shortcut('dockBack')} onSelect={() => void toWindow(mover, panes, home.window, came?.spot)}>
          {t('moves.backTo', { name: home.name })}
        </MenuItem>
      ) : null}
      <MenuSeparator />
      {others.length === 0 ? (
        <MenuItem disabled onSelect={() => {}}>
          {t('moves.nobody')}
        </MenuItem>
      ) : null}
      {others.map(({ window, name }) => (
        <MenuItem key={window} onSelect={() => void toWindow(mover, panes, window)}>
          {name}
        </MenuItem>
      ))}
    </>
  );
}

/** The other windows that are open, as they are when this is shown first, by name. */
function useOthers(): Named[] {
  const { t } = useTranslation();
  const engine = useEngine();
  const [windows, setWindows] = useState<readonly OtherWindow[]>([]);
  useEffect(() => {
    let gone = false;
    engine.call('windows', {}).then(
      (answer) => {
        if (!gone) setWindows(answer.windows);
      },
      (error: unknown) => console.warn('The other windows are not known.', error),
    );
    return () => {
      gone = true;
    };
  }, [engine]);
  const names = windowTitles(
    windows.map(({ layout }) => layout),
    titleOf,
  );
  return windows.map(({ window, layout }, at) => {
    const { titles = [], more = 0, nth = null } = names[at] ?? {};
    const shown = titles.length > 0 ? titles.join(', ') : panesOf(layout.root).length > 0 ? t('pane.empty') : '';
    const name = more > 0 ? t('moves.others', { titles: shown, more }) : shown;
    return { window, name: nth === null ? name : t('moves.numbered', { name, n: nth }) };
  });
}

function titleOf(pane: Pane): string {
  const view = pane.kind === 'timeline' ? useChannels.getState().channels.get(pane.channel) : undefined;
  if (!view) return '';
  return channelTitle(view, view.peer === undefined ? undefined : usePeople.getState().people.get(view.peer)?.name);
}
