import { useEffect, useState } from 'react';
import { toProblem } from '../../shared/errors.ts';
import type { ComputerSetting } from '../platform/platform.ts';
import { CheckField } from '../ui/Field.tsx';

type ComputerFieldProps = { label: string; setting: ComputerSetting };

/** A setting of this computer, not of the person. Shown as it is, once that is known; not at all where there is no such thing. */
export function ComputerField({ label, setting }: ComputerFieldProps) {
  const [on, setOn] = useState<boolean | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    setting.isOn().then(setOn, (error: unknown) => setProblem(toProblem(error).message));
  }, [setting]);
  const change = (wanted: boolean) => {
    setOn(wanted);
    setProblem(null);
    setting.set(wanted).catch((error: unknown) => {
      setOn(!wanted);
      setProblem(toProblem(error).message);
    });
  };
  if (on === null && problem === null) return null;
  return <CheckField label={label} checked={on ?? false} problem={problem} onChange={change} />;
}
