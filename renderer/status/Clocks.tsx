import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useNow } from './use-now.ts';

/** Local time and UTC, to the second. */
export function Clocks() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <div className="clocks mono">
      <span>
        {format.clock(now)} <span className="clock-zone">{t('topBar.local')}</span>
      </span>
      <span>
        {format.utcClock(now)} <span className="clock-zone">{t('topBar.utc')}</span>
      </span>
    </div>
  );
}
