import { useTranslation } from 'react-i18next';
import type { Pane } from '../../shared/layout.ts';
import type { ChannelId } from '../../shared/model.ts';
import { useFormat } from '../i18n/format.ts';
import { useChannel, useChannelTitle } from '../state/channels.ts';
import { Pill } from '../ui/Pill.tsx';

/** A pane's name on its tab, where several are stacked in one cell, with what is unread behind it. */
export function TabTitle({ pane }: { pane: Pane }) {
  const { t } = useTranslation();
  return pane.kind === 'timeline' ? <ChannelTitle channel={pane.channel} /> : <span>{t('pane.empty')}</span>;
}

function ChannelTitle({ channel }: { channel: ChannelId }) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useChannelTitle(channel);
  const unread = useChannel(channel)?.unread ?? 0;
  return (
    <span className="stack-tab">
      <span className="stack-tab-name">{title}</span>
      <Pill count={unread} tone="quiet" text={format.number(unread)} label={t('sidebar.unread', { count: unread })} />
    </span>
  );
}
