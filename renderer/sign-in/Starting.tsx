import { LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import './sign-in.css';

/** Shown while it is not known yet whether one is signed in. */
export function Starting({ server }: { server: string }) {
  const { t } = useTranslation();
  return (
    <main className="sign-in">
      <p className="starting">
        <LoaderCircle size={16} aria-hidden />
        {t('signIn.connecting', { server })}
      </p>
    </main>
  );
}
