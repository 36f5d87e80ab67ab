import { Menu as MenuIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChoiceName, looks } from '../../shared/settings.ts';
import { usePlatform } from '../platform/context.ts';
import type { AlwaysOnTop } from '../platform/platform.ts';
import { useIsAlone } from '../state/alone.ts';
import { useEngine } from '../state/engine.ts';
import { editLayout } from '../state/layout.ts';
import { evened } from '../state/layout-edits.ts';
import { useSettingChoice } from '../state/setting-choice.ts';
import { changeSetting, useSettings } from '../state/settings.ts';
import { openDialog } from '../state/ui.ts';
import { redoLayout, undoLayout, useLayoutHistory } from '../state/undo-layout.ts';
import { useKeysOf } from '../state/use-keymap.ts';
import { useWindowForm } from '../state/window-form.ts';
import { IconButton } from '../ui/Button.tsx';
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { WindowFormItems } from './WindowFormItems.tsx';

/** The application's menu: looks, windows, help, sign-out. */
export function MainMenu() {
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const engine = useEngine();
  const platform = usePlatform();
  const alone = useIsAlone();
  return (
    <Menu label={t('topBar.menu')} trigger={<IconButton label={t('topBar.menu')} icon={<MenuIcon size={16} aria-hidden />} />}>
      {looks.map((name) => (
        <Choice key={name} name={name} />
      ))}
      <MenuSeparator />
      {alone ? null : <DeskItems />}
      <MenuItem shortcut={keysOf('newWindow')} onSelect={() => platform.openWindow()}>
        {t('menu.newWindow')}
      </MenuItem>
      {platform.alwaysOnTop ? <AlwaysOnTopItem alwaysOnTop={platform.alwaysOnTop} /> : null}
      {platform.windowForm ? <WindowFormItems windowForm={platform.windowForm} /> : null}
      <MenuItem shortcut={keysOf('palette')} onSelect={() => openDialog({ kind: 'palette' })}>
        {t('menu.palette')}
      </MenuItem>
      <MenuItem shortcut={keysOf('settings')} onSelect={() => openDialog({ kind: 'settings' })}>
        {t('menu.settings')}
      </MenuItem>
      <MenuItem shortcut={keysOf('shortcuts')} onSelect={() => openDialog({ kind: 'shortcuts' })}>
        {t('menu.shortcuts')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem shortcut={keysOf('signOut')} onSelect={() => void engine.call('signOut', {})}>
        {t('menu.signOut')}
      </MenuItem>
    </Menu>
  );
}

/** What one does to the panes and the sidebar of a window that shows them. */
function DeskItems() {
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const engine = useEngine();
  const history = useLayoutHistory((state) => state.history);
  const sidebarShown = useSettings((state) => state.settings.sidebarShown);
  return (
    <>
      <MenuCheck
        checked={sidebarShown}
        shortcut={keysOf('sidebar')}
        onChange={(shown) => void changeSetting(engine, 'sidebarShown', shown)}
      >
        {t('menu.sidebar')}
      </MenuCheck>
      <MenuItem shortcut={keysOf('evenOut')} onSelect={() => editLayout(evened)}>
        {t('menu.evenOut')}
      </MenuItem>
      <MenuItem disabled={history.past.length === 0} shortcut={keysOf('undo')} onSelect={undoLayout}>
        {t('menu.undo')}
      </MenuItem>
      <MenuItem disabled={history.future.length === 0} shortcut={keysOf('redo')} onSelect={redoLayout}>
        {t('menu.redo')}
      </MenuItem>
      <MenuSeparator />
    </>
  );
}

/** Made anew each time that the menu opens. */
function AlwaysOnTopItem({ alwaysOnTop }: { alwaysOnTop: AlwaysOnTop }) {
  const { t } = useTranslation();
  const [on, setOn] = useState(alwaysOnTop.isOn());
  const placed = useWindowForm((state) => state.placed);
  const change = (wanted: boolean) => {
    setOn(wanted);
    alwaysOnTop.set(wanted);
  };
  return (
    <MenuCheck checked={on} disabled={!placed} onChange={change}>
      {t('menu.alwaysOnTop')}
    </MenuCheck>
  );
}

function Choice({ name }: { name: ChoiceName }) {
  return <MenuChoice {...useSettingChoice(name)} />;
}
