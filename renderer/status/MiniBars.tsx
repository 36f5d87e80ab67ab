/** What is left of the bars in a mini view: its room belongs to the pane. */
import { useTranslation } from 'react-i18next';
import { useLink } from '../state/link.ts';
import { LinkStatus } from './LinkStatus.tsx';
import './status.css';

/** The product's name, for who hears the page. */
export function MiniBar() {
  const { t } = useTranslation();
  return (
    <header className="visually-hidden">
      <h1>{t('app.name')}</h1>
    </header>
  );
}

/** The link, as soon as there is something to say about it. */
export function MiniLine() {
  const well = useLink(({ engine, link }) => engine === 'up' && (link.state === 'online' || link.state === 'syncing'));
  return well ? null : (
    <footer className="status-line">
      <LinkStatus />
    </footer>
  );
}
