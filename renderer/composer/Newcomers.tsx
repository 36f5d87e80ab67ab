import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChannelId } from '../../shared/model.ts';
import { useFormat } from '../i18n/format.ts';
import { useMe } from '../state/me.ts';
import { useNewcomers } from '../state/newcomers.ts';
import { usePeople } from '../state/people.ts';
import { type Arrived, named } from './newcomer-names.ts';

/** Who came since one's last message here: people of other firms first and with their firm; many are counted. */
export function Newcomers({ channel }: { channel: ChannelId }) {
  const { t } = useTranslation();
  const format = useFormat();
  const newcomers = useNewcomers(channel);
  const people = usePeople((state) => state.people);
  const firms = usePeople((state) => state.firms);
  const own = useMe((state) => state.me?.firm.id);
  const arrived = newcomers.map(({ person }): Arrived => {
    const known = people.get(person);
    const isOutside = known !== undefined && known.firm !== own;
    return { name: known?.name ?? null, firm: isOutside ? (firms.get(known.firm)?.short ?? null) : null, isOutside };
  });
  const { first, more } = named(arrived);
  const wordOf = ({ name, firm }: { name: string; firm: string | null }) =>
    firm === null ? name : t('guard.outsider', { name, firm });
  const list = [
    ...first.map(wordOf),
    ...(more > 0 ? [t('guard.joinedMore', { count: more, formatted: format.number(more) })] : []),
  ].join(', ');
  return (
    <div role="status">
      {newcomers.length > 0 && (
        <p className={first.some(({ firm }) => firm !== null) ? 'newcomers newcomers-outside' : 'newcomers'} title={list}>
          <UserPlus size={12} aria-hidden /> {t('guard.joined', { names: list })}
        </p>
      )}
    </div>
  );
}
