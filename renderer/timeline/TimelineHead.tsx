/** What stands above the first row: where the channel begins, or what is being done about what came before. */
import { useTranslation } from 'react-i18next';

type TimelineHeadProps = {
  name: string;
  older: 'idle' | 'loading' | 'missing' | 'none';
  onRetry(): void;
};

export function TimelineHead({ name, older, onRetry }: TimelineHeadProps) {
  const { t } = useTranslation();
  switch (older) {
    case 'none':
      return <span>{t('timeline.beginning', { name })}</span>;
    case 'missing':
      return (
        <span>
          {t('timeline.olderMissing')}{' '}
          <button type="button" className="link-button" onClick={onRetry}>
            {t('timeline.olderRetry')}
          </button>
        </span>
      );
    default:
      return <span>{older === 'loading' ? t('timeline.olderLoading') : null}</span>;
  }
}
