/** Where a message goes, in words, before it is sent: "to #rates-eur · 14 people, outside: Halden, Fjordmark". */
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { ChannelId } from '../../shared/model.ts';
import { useFormat } from '../i18n/format.ts';
import { memberCount, useChannels, useOutsideFirms } from '../state/channels.ts';
import { useMe } from '../state/me.ts';
import { usePeople } from '../state/people.ts';
import { useAddress } from './use-address.ts';

/** Firms that are named; more are counted. */
const NAMED = 3;

export function Destination({ channel }: { channel: ChannelId }) {
  const { t } = useTranslation();
  const format = useFormat();
  const address = useAddress(channel);
  const people = useChannels(({ channels }) => {
    const view = channels.get(channel);
    return view ? memberCount(view) : 0;
  });
  const outside = useOutsideFirms(channel);
  const names = useFirmNames(channel);
  const areNamed = names.length === outside && outside <= NAMED;
  const listed = names.join(', ');
  return (
    <p className="destination">
      {t('composer.to')} <strong>{address}</strong>
      {' · '}
      {t('composer.people', { count: people, formatted: format.number(people) })}
      {outside > 0 && (
        <>
          {', '}
          <span className="destination-outside" title={listed}>
            {areNamed
              ? t('guard.outside', { firms: listed })
              : t('composer.firmsOutside', { count: outside, formatted: format.number(outside) })}
          </span>
        </>
      )}
    </p>
  );
}

/** What the firms outside are called, as far as they are known. */
function useFirmNames(channel: ChannelId): string[] {
  const own = useMe((state) => state.me?.firm.id);
  const ids = useChannels(
    useShallow(({ channels }) => (channels.get(channel)?.firms ?? []).flatMap(({ firm }) => (firm === own ? [] : [firm]))),
  );
  return usePeople(useShallow(({ firms }) => ids.flatMap((id) => firms.get(id)?.short ?? [])));
}
