/** A timeline without messages: one sentence, and one action where there is one. */
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/errors.ts';
import { Button } from '../ui/Button.tsx';

type TimelineNoticeProps = {
  state: 'opening' | 'empty' | 'emptyFeed' | 'emptyOffline' | 'failed';
  problem?: Problem | null;
  onRetry?: () => void;
};

export function TimelineNotice({ state, problem, onRetry }: TimelineNoticeProps) {
  const { t } = useTranslation();
  return (
    <div className="timeline-notice">
      <p>
        {t(`timeline.${state}`)}
        {problem && <> {problem.message}</>}
      </p>
      {onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>}
    </div>
  );
}
