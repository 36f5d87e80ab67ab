import { useTranslation } from 'react-i18next';
import type { WindowFormPart } from '../platform/platform.ts';
import { useKeysOf } from '../state/use-keymap.ts';
import { toggleForm, useWindowForm } from '../state/window-form.ts';
import { MenuCheck, MenuNote } from '../ui/Menu.tsx';

/** Docks the window at an edge, makes it a mini view, and says in words what the window system does not allow. */
export function WindowFormItems({ windowForm }: { windowForm: WindowFormPart }) {
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const { form, placed } = useWindowForm();
  return (
    <>
      <MenuCheck
        checked={form === 'docked-left'}
        disabled={!placed}
        shortcut={keysOf('dockLeft')}
        onChange={() => void toggleForm(windowForm, 'docked-left')}
      >
        {form === 'docked-left' ? t('windowForm.undock') : t('windowForm.dockLeft')}
      </MenuCheck>
      <MenuCheck
        checked={form === 'docked-right'}
        disabled={!placed}
        shortcut={keysOf('dockRight')}
        onChange={() => void toggleForm(windowForm, 'docked-right')}
      >
        {form === 'docked-right' ? t('windowForm.undock') : t('windowForm.dockRight')}
      </MenuCheck>
      <MenuCheck checked={form === 'mini'} shortcut={keysOf('mini')} onChange={() => void toggleForm(windowForm, 'mini')}>
        {t('windowForm.mini')}
      </MenuCheck>
      {placed ? null : <MenuNote>{t('windowForm.notPlaced')}</MenuNote>}
    </>
  );
}
