import { useTranslation } from 'react-i18next';
import type { PaneId } from '../../shared/layout.ts';
import { editLayout } from '../state/layout.ts';
import { emptied } from '../state/layout-edits.ts';
import { useLink } from '../state/link.ts';
import { Button } from '../ui/Button.tsx';

/** The channel of a pane is not among one's own: not told yet, or no longer. */
export function GonePane({ pane }: { pane: PaneId }) {
  const { t } = useTranslation();
  const known = useLink(({ link }) => link.state === 'online');
  if (!known) return <div className="pane-notice">{t('app.starting')}</div>;
  return (
    <div className="pane-notice">
      <p className="pane-notice-title">{t('pane.gone')}</p>
      <p>{t('pane.goneText')}</p>
      <Button onClick={() => editLayout((layout) => emptied(layout, pane))}>{t('pane.chooseOther')}</Button>
    </div>
  );
}
