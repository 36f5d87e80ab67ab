import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelId } from '../../shared/model.ts';
import { usePlatform } from '../platform/context.ts';
import { pressOf } from '../platform/key-press.ts';
import { useAct } from '../state/act.ts';
import type { Run } from '../state/command-list.ts';
import { useDirectory } from '../state/directory.ts';
import { useEngine } from '../state/engine.ts';
import { runOf } from '../state/keymap.ts';
import { activatePane, activePane, openBeside, openChannel } from '../state/layout.ts';
import { noteRecent, useRecent } from '../state/recent.ts';
import { askForPane, closeDialog, openDialog } from '../state/ui.ts';
import { useKeymap } from '../state/use-keymap.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { SearchInput } from '../ui/SearchInput.tsx';
import { keyOfChannel, type PaletteEntry, useEntries } from './entries.ts';
import { PaletteLine } from './PaletteLine.tsx';
import { indexOf, search } from './search.ts';
import './palette.css';

/** So many are listed; whoever seeks further types on. */
const LISTED = 50;
/** What PageUp and PageDown pass over. */
const PAGE = 8;
/** The directory is asked from so many letters on. */
const LEAST_ASKED = 2;

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };

/** Everything that one can go to or do: type to find it, arrows to choose, Enter for it. The focus stays in the line. */
export function PaletteDialog({ obey }: { obey: (run: Run) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const { keymap, keyboard } = useKeymap();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const { hits, total } = useFound(query);
  const { choose, problem, goOn } = useChoose(obey);
  const meant = Math.max(
    0,
    hits.findIndex(({ entry }) => entry.key === chosen),
  );
  const entry = hits[meant]?.entry;
  const list = useRef<HTMLDivElement>(null);
  const shownKey = entry?.key;
  useEffect(() => {
    if (shownKey !== undefined) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [shownKey]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      if (entry) choose(entry, event.shiftKey);
    } else if (step !== undefined && hits.length > 0) {
      const to = Math.abs(step) === 1 ? (meant + step + hits.length) % hits.length : meant + step;
      setChosen(hits[Math.min(Math.max(to, 0), hits.length - 1)]?.entry.key ?? null);
    } else if (runOf(pressOf(event.nativeEvent), keymap, keyboard)?.id === 'palette') closeDialog();
    else return;
    event.preventDefault();
  };
  return (
    <Dialog wide title={t('palette.title')} closeLabel={t('common.close')} onClose={closeDialog} onClosed={goOn}>
      <SearchInput
        label={t('palette.search')}
        placeholder={t('palette.placeholder')}
        value={query}
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={entry && `${id}-${meant}`}
        onQuery={(typed) => {
          setQuery(typed);
          setChosen(null);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={`${id}-list`} aria-label={t('palette.results')} className="palette-list" ref={list}>
        {hits.map((hit, at) => (
          <PaletteLine
            key={hit.entry.key}
            id={`${id}-${at}`}
            hit={hit}
            isMeant={at === meant}
            onChoose={(beside) => choose(hit.entry, beside)}
          />
        ))}
      </div>
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <Foot query={query} total={total} listed={hits.length} />
    </Dialog>
  );
}

/** What fits what is typed. People whom this computer has not heard of yet come from the directory, as soon as it answers. */
function useFound(query: string) {
  const entries = useEntries();
  const index = useMemo(() => indexOf(entries), [entries]);
  const asked = query.trim().replace(/^@\s*/, '');
  useDirectory(asked.length >= LEAST_ASKED && !/^[#>]/.test(asked) ? asked.slice(0, 100) : '');
  // As it was when the palette was opened; where one is already is nowhere to go.
  const [recent] = useState(() => {
    const pane = activePane();
    const here = pane?.kind === 'timeline' ? keyOfChannel(pane.channel) : null;
    return useRecent.getState().keys.filter((key) => key !== here);
  });
  return useMemo(() => search(index, query, recent, LISTED), [index, query, recent]);
}

/** Goes where an entry leads to, once the palette has closed: what it leads to takes the focus. */
function useChoose(obey: (run: Run) => void) {
  const engine = useEngine();
  const { desks } = usePlatform();
  const act = useAct();
  const next = useRef<(() => void) | null>(null);
  const leave = (then: () => void) => {
    next.current = then;
    closeDialog();
  };
  const show = (channel: ChannelId, beside: boolean) =>
    leave(() => {
      if (beside) openBeside(channel);
      else openChannel(channel);
      askForPane();
    });
  const choose = ({ key, target }: PaletteEntry, beside: boolean) => {
    noteRecent(key);
    switch (target.to) {
      case 'channel':
        return show(target.channel, beside);
      case 'person':
        return act.run(
          () => engine.call('create', { kind: 'direct', with: target.person }),
          ({ channel }) => show(channel, beside),
        );
      case 'pane':
        return leave(() => {
          activatePane(target.pane);
          askForPane();
        });
      case 'desk':
        return leave(
          () => void desks?.show(target.desk).catch((problem: unknown) => openDialog({ kind: 'desk-problem', problem })),
        );
      case 'command':
        return leave(() => obey(target.run));
    }
  };
  const goOn = () => {
    next.current?.();
    next.current = null;
  };
  return { choose, goOn, problem: act.problem };
}

/** How many there are, said each time; and what else can be pressed. */
function Foot({ query, total, listed }: { query: string; total: number; listed: number }) {
  const { t } = useTranslation();
  const found = listed < total ? t('palette.foundMore', { count: total, shown: listed }) : t('palette.found', { count: total });
  return (
    <div className="palette-foot">
      <p role="status">{total === 0 ? t('palette.none', { query }) : found}</p>
      <p className="palette-hint">
        <kbd>{t('keys.Enter')}</kbd> {t('palette.hintOpen')}
      </p>
      <p className="palette-hint">
        <kbd>{`${t('keys.Shift')}+${t('keys.Enter')}`}</kbd> {t('palette.hintBeside')}
      </p>
      <p className="palette-hint">{t('palette.hintKinds')}</p>
    </div>
  );
}
