import { Menu as MenuIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../platform/context.ts';
import { useEngine } from '../state/engine.ts';
import { editLayout } from '../state/layout.ts';
import { evened } from '../state/layout-edits.ts';
import { changeSettings, useSettings } from '../state/settings.ts';
import { openDialog } from '../state/ui.ts';
import { IconButton } from '../ui/Button.tsx';
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuSeparator } from '../ui/Menu.tsx';

/** The application's menu: looks, windows, help, sign-out. */
export function MainMenu() {
  const { t } = useTranslation();
  const engine = useEngine();
  const platform = usePlatform();
  const settings = useSettings((state) => state.settings);
  const change = (changes: Parameters<typeof changeSettings>[1]) => void changeSettings(engine, changes);
  return (
    <Menu label={t('topBar.menu')} trigger={<IconButton label={t('topBar.menu')} icon={<MenuIcon size={16} aria-hidden />} />}>
      <MenuChoice
        label={t('menu.theme')}
        value={settings.theme}
        onChoose={(theme) => change({ theme })}
        choices={[
          { value: 'dark', label: t('menu.dark') },
          { value: 'light', label: t('menu.light') },
          { value: 'system', label: t('menu.system') },
        ]}
      />
      <MenuChoice
        label={t('menu.density')}
        value={settings.density}
        onChoose={(density) => change({ density })}
        choices={[
          { value: 'dense', label: t('menu.dense') },
          { value: 'normal', label: t('menu.normal') },
          { value: 'roomy', label: t('menu.roomy') },
        ]}
      />
      <MenuChoice
        label={t('menu.language')}
        value={settings.language}
        onChoose={(language) => change({ language })}
        choices={[
          { value: 'en', label: t('menu.english') },
          { value: 'de', label: t('menu.german') },
        ]}
      />
      <MenuSeparator />
      <MenuCheck checked={settings.sidebarShown} shortcut="Ctrl+B" onChange={(sidebarShown) => change({ sidebarShown })}>
        {t('menu.sidebar')}
      </MenuCheck>
      <MenuItem onSelect={() => editLayout(evened)}>{t('menu.evenOut')}</MenuItem>
      <MenuSeparator />
      <MenuItem shortcut="Ctrl+Shift+N" onSelect={() => platform.openWindow()}>
        {t('menu.newWindow')}
      </MenuItem>
      <MenuItem shortcut="Ctrl+," onSelect={() => openDialog({ kind: 'settings' })}>
        {t('menu.settings')}
      </MenuItem>
      <MenuItem shortcut="Ctrl+/" onSelect={() => openDialog({ kind: 'shortcuts' })}>
        {t('menu.shortcuts')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => void engine.call('signOut', {})}>{t('menu.signOut')}</MenuItem>
    </Menu>
  );
}
