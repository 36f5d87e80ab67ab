import { useTranslation } from 'react-i18next';
import { useEngine } from '../state/engine.ts';
import { changeSetting, useSettings } from '../state/settings.ts';
import { CheckField } from '../ui/Field.tsx';

/** The rules by which the computer says something of one's presence, in the order in which one meets them. */
const rules = ['awayWhenIdle', 'awayWhenLocked', 'undisturbedWhenPresenting'] as const;

/** Each rule by which one's presence changes by itself, to be switched off. */
export function AutomaticFields() {
  const { t } = useTranslation();
  return (
    <fieldset className="choice settings-rules">
      <legend className="field-label">{t('automatic.title')}</legend>
      {rules.map((rule) => (
        <Rule key={rule} rule={rule} />
      ))}
      <span className="field-note">{t('automatic.note')}</span>
    </fieldset>
  );
}

function Rule({ rule }: { rule: (typeof rules)[number] }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const on = useSettings((state) => state.settings[rule]);
  return <CheckField label={t(`automatic.${rule}`)} checked={on} onChange={(now) => void changeSetting(engine, rule, now)} />;
}
