import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../platform/context.ts';
import { useIsAlone } from '../state/alone.ts';
import { useChannelList } from '../state/channel-list.ts';
import { useDesks } from '../state/desks.ts';
import { openChannel } from '../state/layout.ts';
import { useSettings } from '../state/settings.ts';
import { askForPane, openDialog, useUi } from '../state/ui.ts';
import { useKeysOf } from '../state/use-keymap.ts';
import { IconButton } from '../ui/Button.tsx';
import { SearchInput } from '../ui/SearchInput.tsx';
import { ChannelRow } from './ChannelRow.tsx';
import { sectionsOf, walked } from './rows.ts';
import './sidebar.css';

/** Desks, channels and direct chats. Type to filter, arrows to walk, Enter to open. */
export function Sidebar() {
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const width = useSettings((state) => state.settings.sidebarWidth);
  const [query, setQuery] = useState('');
  const list = useChannelList(query);
  const sections = useMemo(() => sectionsOf(list), [list]);
  const nav = useRef<HTMLElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const alone = useIsAlone();
  useFilterOnRequest(filter, alone);

  const rows = () => [...(nav.current?.querySelectorAll<HTMLElement>('[data-side-row]') ?? [])];

  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const inFilter = event.target === filter.current;
    if (key === 'Escape' && inFilter && query) {
      setQuery('');
      event.preventDefault();
    } else if (key === 'Escape' && alone) {
      event.preventDefault();
      askForPane();
    } else if (key === 'Enter' && inFilter) {
      const first = sections[0]?.entries[0];
      if (!first) return;
      event.preventDefault();
      openChannel(first.id);
      setQuery('');
      askForPane();
    } else if (key === 'ArrowDown' || key === 'ArrowUp' || (!inFilter && (key === 'Home' || key === 'End'))) {
      const all = rows();
      const to = walked(
        all.findIndex((row) => row.contains(document.activeElement)),
        all.length,
        key,
      );
      (all[to] ?? filter.current)?.focus();
      event.preventDefault();
    }
  };

  return (
    <nav
      className="sidebar"
      style={alone ? undefined : { width }}
      aria-label={t('sidebar.label')}
      ref={nav}
      onKeyDown={onKeyDown}
    >
      <div className="side-top">
        <span className="side-filter">
          <SearchInput
            ref={filter}
            label={t('sidebar.filterLabel')}
            placeholder={t('sidebar.filter')}
            value={query}
            onQuery={setQuery}
          />
          {query ? (
            <IconButton
              className="side-clear"
              label={t('sidebar.clearFilter')}
              icon={<X size={14} aria-hidden />}
              onClick={() => {
                setQuery('');
                filter.current?.focus();
              }}
            />
          ) : (
            <kbd className="side-key" aria-hidden>
              {keysOf('filter')}
            </kbd>
          )}
        </span>
        <IconButton
          label={t('sidebar.find')}
          icon={<Plus size={16} aria-hidden />}
          onClick={() => openDialog({ kind: 'find' })}
        />
      </div>
      <div className="side-scroll">
        {query ? null : <Desks />}
        {sections.map((section) => (
          <section key={section.kind} aria-label={t(`sidebar.${section.kind}`)}>
            <h2 className="side-heading">{t(`sidebar.${section.kind}`)}</h2>
            <ul>
              {section.entries.map((entry) => (
                <li key={entry.id}>
                  <ChannelRow id={entry.id} title={entry.title} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {list.length === 0 ? <Nothing query={query} /> : null}
      </div>
    </nav>
  );
}

/** The desks; where there is only what this window shows, as in a browser, nothing is said of them. */
function Desks() {
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const { desks } = usePlatform();
  const list = useDesks((state) => state.list);
  if (!desks || !list) return null;
  return (
    <section aria-label={t('sidebar.desks')}>
      <h2 className="side-heading">{t('sidebar.desks')}</h2>
      <ul>
        {list.desks.map(({ id, name }, at) => (
          <li key={id}>
            <button
              type="button"
              className="side-row"
              data-side-row
              aria-current={id === list.current ? 'true' : undefined}
              tabIndex={id === list.current ? 0 : -1}
              onClick={() => void desks.show(id)}
            >
              <span className="side-name">{name ?? t('desks.unnamed')}</span>
              {keysOf('desk', at) === undefined ? null : <kbd className="side-note">{keysOf('desk', at)}</kbd>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Nothing({ query }: { query: string }) {
  const { t } = useTranslation();
  return (
    <div className="side-none">
      <p>{query ? t('sidebar.noMatch', { query }) : t('sidebar.none')}</p>
      <button type="button" className="side-link" onClick={() => openDialog({ kind: 'find' })}>
        {t('sidebar.findInDirectory')}
      </button>
    </div>
  );
}

/** The filter has the focus when it is asked for, and in a narrow window when the list appears: what one came for can be typed. */
function useFilterOnRequest(filter: RefObject<HTMLInputElement | null>, alone: boolean) {
  useEffect(() => {
    if (alone) filter.current?.focus();
  }, [filter, alone]);
  const asked = useUi((state) => state.filterAsked);
  const seen = useRef(asked);
  useEffect(() => {
    if (asked === seen.current) return;
    seen.current = asked;
    filter.current?.focus();
    filter.current?.select();
  }, [asked, filter]);
}
