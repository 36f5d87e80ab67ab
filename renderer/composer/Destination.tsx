/** Where a message goes, in words, before it is sent: "to #rates-eur · 14 people, 2 firms outside". */
import { useTranslation } from 'react-i18next';
import type { ChannelId } from '../../shared/model.ts';
import { useFormat } from '../i18n/format.ts';
import { useChannelName } from '../state/channel-name.ts';
import { memberCount, useChannels, useOutsideFirms } from '../state/channels.ts';

export function Destination({ channel }: { channel: ChannelId }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useChannelName(channel);
  const direct = useChannels(({ channels }) => channels.get(channel)?.channel.kind === 'direct');
  const people = useChannels(({ channels }) => {
    const view = channels.get(channel);
    return view ? memberCount(view) : 0;
  });
  const outside = useOutsideFirms(channel);
  return (
    <p className="destination">
      {t('composer.to')} <strong>{direct ? name : `#${name}`}</strong>
      {' · '}
      {t('composer.people', { count: people, formatted: format.number(people) })}
      {outside > 0 && (
        <>
          {', '}
          <span className="destination-outside">
            {t('composer.firmsOutside', { count: outside, formatted: format.number(outside) })}
          </span>
        </>
      )}
    </p>
  );
}
