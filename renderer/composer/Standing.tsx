import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLink } from '../state/link.ts';

/** What becomes of a message that is sent now, where it would not leave at once. */
export function Standing() {
  const { t } = useTranslation();
  const standing = useLink(({ link }) => {
    if (link.state === 'offline') return 'offline';
    return link.state === 'online' && link.impaired.includes('storing') ? 'cannotStore' : null;
  });
  if (!standing) return null;
  return (
    <p className="composer-note composer-standing">
      <CloudOff size={12} aria-hidden /> {t(`guard.${standing}`)}
    </p>
  );
}
