import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '../../shared/errors.ts';
import type { StartAtLogin } from '../platform/platform.ts';
import { CheckField } from '../ui/Field.tsx';

/** A setting of this computer, not of the person. Shown as it is, once that is known. */
export function StartAtLoginField({ startAtLogin }: { startAtLogin: StartAtLogin }) {
  const { t } = useTranslation();
  const [on, setOn] = useState<boolean | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    startAtLogin.isOn().then(setOn, (error: unknown) => setProblem(toProblem(error).message));
  }, [startAtLogin]);
  const change = (wanted: boolean) => {
    setOn(wanted);
    setProblem(null);
    startAtLogin.set(wanted).catch((error: unknown) => {
      setOn(!wanted);
      setProblem(toProblem(error).message);
    });
  };
  return <CheckField label={t('settings.startAtLogin')} checked={on ?? false} problem={problem} onChange={change} />;
}
