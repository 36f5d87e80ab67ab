/** A setting that is one of a few, as every control for it needs it: its words, its value, what there is to choose. */
import { useTranslation } from 'react-i18next';
import { type ChoiceName, choices, type Settings } from '../../shared/settings.ts';
import { useEngine } from './engine.ts';
import { changeSetting, useSettings } from './settings.ts';

/** What each choice offers, in order. */
const offered: { readonly [N in ChoiceName]: readonly Settings[N][] } = choices;

export type SettingChoice<T extends string> = {
  label: string;
  value: T;
  choices: readonly { value: T; label: string }[];
  onChoose(value: T): void;
};

/** The setting, kept up to date; choosing changes it in all windows. */
export function useSettingChoice<N extends ChoiceName>(name: N): SettingChoice<Settings[N]> {
  const { t } = useTranslation();
  const engine = useEngine();
  const value = useSettings(({ settings }) => settings[name]);
  const word = (of: ChoiceName | Settings[ChoiceName]) => t(`choices.${of}`);
  return {
    label: word(name),
    value,
    choices: offered[name].map((each) => ({ value: each, label: word(each) })),
    onChoose: (chosen) => void changeSetting(engine, name, chosen),
  };
}
