/** The way back down for a person who has scrolled up, with the number of messages that came meanwhile. */
import { ArrowDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

type JumpToNewestProps = { count: number; onJump(): void };

export function JumpToNewest({ count, onJump }: JumpToNewestProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <button type="button" className="jump" title={t('timeline.newestHint')} onClick={onJump}>
      <ArrowDown size={14} aria-hidden="true" />
      {count > 0 ? t('timeline.newestCount', { count, formatted: format.number(count) }) : t('timeline.newest')}
    </button>
  );
}
