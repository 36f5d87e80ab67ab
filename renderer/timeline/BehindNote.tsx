/** What is missing here between what this computer has and the newest: said until it is complete. */
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../shared/engine-api.ts';
import { useFormat } from '../i18n/format.ts';
import { dayAndTime } from './days.ts';

export function BehindNote({ behind }: { behind: NonNullable<ChannelView['behind']> }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { messages, since } = behind;
  return (
    <div className="timeline-behind" role="status">
      {t('timeline.behind', {
        count: messages,
        formatted: format.number(messages),
        since: dayAndTime(since, i18n.language),
      })}
    </div>
  );
}
