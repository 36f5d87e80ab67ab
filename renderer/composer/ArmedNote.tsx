import { CornerDownLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Doubt, Field } from '../state/send-guard.ts';
import { useAddress } from './use-address.ts';

/** The first Enter has not sent: why, and what the second one does. */
export function ArmedNote({ id, field, doubt }: { id: string; field: Field; doubt: Doubt }) {
  const to = useAddress(field.channel);
  return (
    <p id={id} className="composer-note composer-armed" role="alert">
      <CornerDownLeft size={14} aria-hidden />
      <span>{doubt.why === 'came' ? <Came to={to} /> : <Strayed to={to} field={field} from={doubt.from} />}</span>
    </p>
  );
}

function Came({ to }: { to: string }) {
  return useTranslation().t('guard.came', { to });
}

function Strayed({ to, field, from }: { to: string; field: Field; from: Field }) {
  const { t } = useTranslation();
  const begun = useAddress(from.channel);
  return from.channel === field.channel ? t('guard.strayedBeside', { to }) : t('guard.strayed', { to, from: begun });
}
