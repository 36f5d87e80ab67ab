import { useTranslation } from 'react-i18next';
import { useEngine } from '../state/engine.ts';
import { changeSettings, useSettings } from '../state/settings.ts';
import { closeDialog } from '../state/ui.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ChoiceField } from '../ui/Field.tsx';
import './settings.css';

/** Every setting that a person may set. Each takes effect at once. */
export function SettingsDialog() {
  const { t } = useTranslation();
  const engine = useEngine();
  const settings = useSettings((state) => state.settings);
  const change = (changes: Parameters<typeof changeSettings>[1]) => void changeSettings(engine, changes);
  return (
    <Dialog title={t('settings.title')} closeLabel={t('common.close')} description={t('settings.saved')} onClose={closeDialog}>
      <ChoiceField
        legend={t('menu.theme')}
        value={settings.theme}
        onChoose={(theme) => change({ theme })}
        choices={[
          { value: 'dark', label: t('menu.dark') },
          { value: 'light', label: t('menu.light') },
          { value: 'system', label: t('menu.system') },
        ]}
      />
      <ChoiceField
        legend={t('menu.density')}
        value={settings.density}
        onChoose={(density) => change({ density })}
        choices={[
          { value: 'dense', label: t('menu.dense') },
          { value: 'normal', label: t('menu.normal') },
          { value: 'roomy', label: t('menu.roomy') },
        ]}
      />
      <ChoiceField
        legend={t('menu.language')}
        value={settings.language}
        onChoose={(language) => change({ language })}
        choices={[
          { value: 'en', label: t('menu.english') },
          { value: 'de', label: t('menu.german') },
        ]}
      />
      <label className="settings-width">
        <span className="field-label">{t('settings.sidebarWidth')}</span>
        <input
          type="range"
          min={160}
          max={480}
          step={4}
          value={settings.sidebarWidth}
          aria-valuetext={`${settings.sidebarWidth} px`}
          onChange={(event) => change({ sidebarWidth: event.target.valueAsNumber })}
        />
      </label>
      <div>
        <p className="field-label">{t('settings.server')}</p>
        <p className="mono">{settings.server}</p>
        <p className="field-note">{t('settings.serverNote')}</p>
      </div>
    </Dialog>
  );
}
