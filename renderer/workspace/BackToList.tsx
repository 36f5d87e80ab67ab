import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChannelId } from '../../shared/model.ts';
import { useFormat } from '../i18n/format.ts';
import { showList } from '../state/alone.ts';
import { useChannels } from '../state/channels.ts';
import { Pill } from '../ui/Pill.tsx';

/** In a narrow window: back to the list of channels, and what is unread in those that are not seen. */
export function BackToList({ channel }: { channel: ChannelId | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const unread = useChannels(({ channels }) =>
    [...channels.values()].reduce((sum, view) => sum + (view.channel.id === channel ? 0 : view.unread), 0),
  );
  const label = unread > 0 ? t('windowForm.channelsUnread', { count: unread }) : t('windowForm.channels');
  return (
    <button type="button" className="back-to-list" aria-label={label} title={label} onClick={showList}>
      <ArrowLeft size={16} aria-hidden />
      <span aria-hidden className="back-words">
        {t('windowForm.channels')}
      </span>
      <span aria-hidden>
        <Pill count={unread} tone="quiet" text={unread > 999 ? '999+' : format.number(unread)} label="" />
      </span>
    </button>
  );
}
