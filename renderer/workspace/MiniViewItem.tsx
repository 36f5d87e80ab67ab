import { useTranslation } from 'react-i18next';
import { usePlatform } from '../platform/context.ts';
import { useKeysOf } from '../state/use-keymap.ts';
import { toggleForm, useWindowForm } from '../state/window-form.ts';
import { MenuItem, MenuSeparator } from '../ui/Menu.tsx';

/** In a pane's menu: the window shrinks to this pane, or leaves that. Nothing where windows have no forms. */
export function MiniViewItem() {
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const { windowForm } = usePlatform();
  const isMini = useWindowForm(({ form }) => form === 'mini');
  if (!windowForm) return null;
  return (
    <>
      <MenuItem shortcut={keysOf('mini')} onSelect={() => void toggleForm(windowForm, 'mini')}>
        {isMini ? t('windowForm.leaveMini') : t('windowForm.mini')}
      </MenuItem>
      <MenuSeparator />
    </>
  );
}
