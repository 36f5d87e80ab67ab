import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannelTitle } from '../state/channels.ts';
import { useActivePane } from '../state/layout.ts';

/** The window is called by its active pane: so a task bar names it, and a screen reader. Draws nothing. */
export function WindowTitle(): null {
  const { t } = useTranslation();
  const pane = useActivePane();
  const title = useChannelTitle(pane?.kind === 'timeline' ? pane.channel : undefined);
  const name = t('app.name');
  useEffect(() => {
    document.title = title ? `${title} · ${name}` : name;
    return () => {
      document.title = name;
    };
  }, [title, name]);
  return null;
}
