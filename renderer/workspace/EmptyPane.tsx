import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaneId } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { useChannelList } from '../state/channel-list.ts';
import { editLayout } from '../state/layout.ts';
import { withPaneShowing } from '../state/layout-edits.ts';
import { openDialog } from '../state/ui.ts';
import { IconButton } from '../ui/Button.tsx';
import { SearchInput } from '../ui/SearchInput.tsx';
import { focusPane } from './focus.ts';

/** An empty place: type to find a channel, Enter to show the first one found. */
export function EmptyPane({ pane }: { pane: PaneId }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const list = useChannelList(query);
  const show = (channel: ChannelId) => {
    editLayout((layout) => withPaneShowing(layout, pane, channel));
    focusPane(pane);
  };
  const first = list[0];
  return (
    <div className="place">
      <form
        className="place-find"
        onSubmit={(event) => {
          event.preventDefault();
          if (first) show(first.id);
        }}
      >
        <SearchInput data-pane-focus label={t('pane.emptyFilter')} value={query} onQuery={setQuery} />
        <IconButton
          label={t('sidebar.find')}
          icon={<Plus size={16} aria-hidden />}
          onClick={() => openDialog({ kind: 'find' })}
        />
      </form>
      {list.length === 0 ? (
        <p className="place-none">{query ? t('sidebar.noMatch', { query }) : t('pane.emptyNone')}</p>
      ) : (
        <ul className="place-list">
          {list.map((entry) => (
            <li key={entry.id}>
              <button type="button" className="place-item" onClick={() => show(entry.id)}>
                {entry.title}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
