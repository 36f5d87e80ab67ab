import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../platform/context.ts';
import type { Desks } from '../platform/platform.ts';
import { useEngine } from '../state/engine.ts';
import { openDialog } from '../state/ui.ts';
import { useKeysOf } from '../state/use-keymap.ts';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { copyDesk, exportDesk } from './make-desk.ts';
import { type ListedDesk, useDeskList } from './use-desk-list.ts';
import './desks.css';

/** The name of the desk that is shown. Under it are all desks, and what can be done to them. */
export function DeskMenu() {
  const { t } = useTranslation();
  const { desks } = usePlatform();
  const list = useDeskList();
  const shown = list.find(({ isShown }) => isShown);
  if (!desks || !shown) return null;
  return (
    <Menu
      label={t('desks.menu')}
      align="start"
      trigger={
        <button type="button" className="desk-button" aria-label={t('desks.button', { name: shown.name })}>
          <span className="desk-button-name">{shown.name}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <Items desks={desks} list={list} shown={shown} />
    </Menu>
  );
}

function Items({ desks, list, shown }: { desks: Desks; list: readonly ListedDesk[]; shown: ListedDesk }) {
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const engine = useEngine();
  const { id, name } = shown;
  const tell = (problem: unknown) => openDialog({ kind: 'desk-problem', problem });
  return (
    <>
      <MenuChoice
        label={t('desks.menu')}
        value={id}
        choices={list.map((desk) => ({
          value: desk.id,
          label: desk.name,
          shortcut: keysOf('desk', desk.at),
        }))}
        onChoose={(chosen) => void desks.show(chosen).catch(tell)}
      />
      <MenuSeparator />
      <MenuItem shortcut={keysOf('desks')} onSelect={() => openDialog({ kind: 'desks' })}>
        {t('desks.find')}
      </MenuItem>
      <MenuItem onSelect={() => openDialog({ kind: 'desk-new' })}>{t('desks.new')}</MenuItem>
      <MenuItem onSelect={() => void copyDesk(engine, desks, id, name).catch(tell)}>{t('desks.duplicate')}</MenuItem>
      <MenuItem onSelect={() => openDialog({ kind: 'desk-save-as', desk: id })}>{t('desks.saveAs')}</MenuItem>
      <MenuItem onSelect={() => openDialog({ kind: 'desk-rename', desk: id })}>{t('desks.rename')}</MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => void exportDesk(engine, desks, id, name).catch(tell)}>{t('desks.export')}</MenuItem>
      <MenuItem onSelect={() => openDialog({ kind: 'desk-import' })}>{t('desks.import')}</MenuItem>
      <MenuSeparator />
      <MenuItem danger disabled={list.length < 2} onSelect={() => openDialog({ kind: 'desk-delete', desk: id })}>
        {t('desks.delete')}
      </MenuItem>
    </>
  );
}
