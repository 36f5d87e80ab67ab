import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../platform/context.ts';
import { useAct } from '../state/act.ts';
import { closeDialog } from '../state/ui.ts';
import { useKeysOf } from '../state/use-keymap.ts';
import { classNames } from '../ui/class-names.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { SearchInput } from '../ui/SearchInput.tsx';
import { foundDesks } from './found.ts';
import { type ListedDesk, useDeskList } from './use-desk-list.ts';
import './desks.css';

/** All desks: type to find one, arrows to choose, Enter to show it. */
export function SwitchDialog() {
  const { t } = useTranslation();
  const { desks } = usePlatform();
  const act = useAct();
  const id = useId();
  const [query, setQuery] = useState('');
  const found = foundDesks(useDeskList(), query);
  const [chosen, setChosen] = useState<string | null>(null);
  // Nobody opens this to stay where they are: the first other one is meant until arrows say otherwise.
  const meant = found.find((desk) => desk.id === chosen) ?? found.find(({ isShown }) => !isShown) ?? found[0];
  if (!desks) return null;

  const show = (desk: ListedDesk | undefined) => {
    if (desk) act.run(() => desks.show(desk.id), closeDialog);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) show(meant);
    else if (step === 0) return;
    else {
      const at = found.findIndex((desk) => desk.id === meant?.id);
      setChosen(found[(at + step + found.length) % found.length]?.id ?? null);
    }
    event.preventDefault();
  };
  return (
    <Dialog title={t('desks.findTitle')} closeLabel={t('common.close')} onClose={closeDialog}>
      <SearchInput
        label={t('desks.filter')}
        value={query}
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={meant && `${id}-${meant.id}`}
        onQuery={(typed) => {
          setQuery(typed);
          setChosen(null);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={`${id}-list`} aria-label={t('desks.menu')} className="desk-list">
        {found.map((desk) => (
          <DeskLine key={desk.id} id={`${id}-${desk.id}`} desk={desk} isMeant={desk === meant} onChoose={() => show(desk)} />
        ))}
      </div>
      <p className={found.length === 0 ? 'desk-none' : 'visually-hidden'} role="status">
        {found.length === 0 ? t('desks.none', { query }) : t('desks.found', { count: found.length })}
      </p>
      {act.problem ? (
        <p className="field-problem" role="alert">
          {act.problem}
        </p>
      ) : null}
    </Dialog>
  );
}

type DeskLineProps = { id: string; desk: ListedDesk; isMeant: boolean; onChoose: () => void };

function DeskLine({ id, desk, isMeant, onChoose }: DeskLineProps) {
  const { t } = useTranslation();
  const keys = useKeysOf()('desk', desk.at);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the focus stays in the line above, whose arrows and Enter do the same
    <div
      role="option"
      id={id}
      tabIndex={-1}
      aria-selected={isMeant}
      className={classNames('desk-line', isMeant && 'desk-line-meant')}
      onClick={onChoose}
    >
      <span className="desk-line-name">{desk.name}</span>
      <span className="desk-line-note">{desk.isShown ? t('desks.shown') : t('desks.windows', { count: desk.windows })}</span>
      {keys === undefined ? null : <kbd className="desk-line-key">{keys}</kbd>}
    </div>
  );
}
