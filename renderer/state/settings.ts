/** The person's settings, as the engine keeps them for all windows. */
import { create } from 'zustand';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import type { EngineClient } from '../client/engine-client.ts';

export type SettingsState = { settings: Settings };

export const useSettings = create<SettingsState>(() => ({ settings: defaultSettings }));

/** Changes a setting here at once, and for all windows and the next start through the engine. */
export async function changeSetting<N extends keyof Settings>(engine: EngineClient, name: N, value: Settings[N]): Promise<void> {
  const settings = { ...useSettings.getState().settings, [name]: value };
  useSettings.setState({ settings });
  await engine.call('saveSettings', { settings });
}
