/** What has become of a message of one's own that the log does not hold yet. */
import { CircleAlert, Clock3 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, toProblem } from '../../shared/errors.ts';
import type { EventId } from '../../shared/model.ts';
import { useEngine } from '../state/engine.ts';
import { forgetItem } from '../state/outbox.ts';

type PendingStateProps = { id: EventId; state: 'queued' | 'sending' | 'failed'; problem: Problem | null };

export function PendingState({ id, state, problem }: PendingStateProps) {
  const { t } = useTranslation();
  const engine = useEngine();
  const [refused, setRefused] = useState<Problem | null>(null);
  const attempt = (action: Promise<unknown>) => {
    setRefused(null);
    action.catch((error: unknown) => setRefused(toProblem(error)));
  };
  if (state !== 'failed') {
    return (
      <span className="pending" title={state === 'queued' ? t('timeline.queuedHint') : undefined}>
        <Clock3 size={12} aria-hidden="true" /> {t(`timeline.${state}`)}
      </span>
    );
  }
  return (
    <span className="pending pending-failed">
      <CircleAlert size={12} aria-hidden="true" />
      <span>
        {t('timeline.failedToSend')}
        {problem && <> · {problem.message}</>}
        {refused && <> · {t('timeline.actionFailed', { reason: refused.message })}</>}
      </span>
      <button type="button" className="pending-button" onClick={() => attempt(engine.call('retry', { id }))}>
        {t('timeline.retry')}
      </button>
      <button
        type="button"
        className="pending-button"
        onClick={() => attempt(engine.call('discard', { id }).then(() => forgetItem(id)))}
      >
        {t('timeline.discard')}
      </button>
    </span>
  );
}
