import { useTranslation } from 'react-i18next';
import { type ChoiceName, choiceNames } from '../../shared/settings.ts';
import { usePlatform } from '../platform/context.ts';
import { useEngine } from '../state/engine.ts';
import { useSettingChoice } from '../state/setting-choice.ts';
import { changeSetting, useSettings } from '../state/settings.ts';
import { closeDialog } from '../state/ui.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ChoiceField } from '../ui/Field.tsx';
import { AutomaticFields } from './AutomaticFields.tsx';
import { ComputerField } from './ComputerField.tsx';
import './settings.css';

/** Every setting that a person may set. Each takes effect at once. */
export function SettingsDialog() {
  const { t } = useTranslation();
  const engine = useEngine();
  const platform = usePlatform();
  const sidebarWidth = useSettings((state) => state.settings.sidebarWidth);
  return (
    <Dialog title={t('settings.title')} closeLabel={t('common.close')} description={t('settings.saved')} onClose={closeDialog}>
      {choiceNames
        .filter((name) => name !== 'spelling' || platform.kind === 'desktop')
        .map((name) => (
          <Choice key={name} name={name} />
        ))}
      <label className="settings-width">
        <span className="field-label">{t('settings.sidebarWidth')}</span>
        <input
          type="range"
          min={160}
          max={480}
          step={4}
          value={sidebarWidth}
          aria-valuetext={`${sidebarWidth} px`}
          onChange={(event) => void changeSetting(engine, 'sidebarWidth', event.target.valueAsNumber)}
        />
      </label>
      {platform.kind === 'desktop' ? <AutomaticFields /> : null}
      {platform.startAtLogin ? <ComputerField label={t('settings.startAtLogin')} setting={platform.startAtLogin} /> : null}
      {platform.keepRunning ? <ComputerField label={t('automatic.keepRunning')} setting={platform.keepRunning} /> : null}
      <div>
        <p className="field-label">{t('settings.server')}</p>
        <p className="mono">{platform.server}</p>
        {platform.kind === 'desktop' ? <p className="field-note">{t('settings.serverNote')}</p> : null}
      </div>
    </Dialog>
  );
}

function Choice({ name }: { name: ChoiceName }) {
  return <ChoiceField {...useSettingChoice(name)} />;
}
