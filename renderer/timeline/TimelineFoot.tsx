/** What stands below the last row while the log goes on after it. */
import { useTranslation } from 'react-i18next';

export function TimelineFoot({ newer, onRetry }: { newer: 'idle' | 'loading' | 'missing' | 'none'; onRetry(): void }) {
  const { t } = useTranslation();
  if (newer !== 'missing') return <span>{newer === 'loading' ? t('timeline.newerLoading') : null}</span>;
  return (
    <span>
      {t('timeline.newerMissing')}{' '}
      <button type="button" className="link-button" onClick={onRetry}>
        {t('timeline.olderRetry')}
      </button>
    </span>
  );
}
