/** Says of the message that was asked for whether it is being looked for, is there (read out only), or cannot be shown. */
import { useTranslation } from 'react-i18next';
import { usePerson } from '../state/people.ts';
import type { Revealed } from './use-revealed.ts';

/** Always mounted: a live region that comes with its words is not read out everywhere. */
export function Revelation({ revealed }: { revealed: Revealed | null }) {
  const { t } = useTranslation();
  const event = revealed?.state === 'marked' ? revealed.event : null;
  const name = usePerson(event?.actor)?.name ?? t('timeline.someone');
  const text = event?.kind === 'message' ? event.body.text.slice(0, MOST_TEXT) : '';
  const words =
    revealed?.state === 'searching' ? t('links.searching') : revealed?.state === 'not-found' ? t(`links.${revealed.why}`) : '';
  return (
    <div className={words ? 'timeline-behind' : 'visually-hidden'} role="status">
      {words || (event && t('links.marked', { name, text }))}
    </div>
  );
}

/** At most this much of it is read out (characters). */
const MOST_TEXT = 300;
