/** Theme, density and language, from the settings onto the page. */

import type { Settings } from '../../shared/settings.ts';
import { switchLanguage } from '../i18n/i18n.ts';
import { useSettings } from '../state/settings.ts';

export type Theme = 'dark' | 'light';

/** The theme that is shown. */
export function shownTheme(chosen: Settings['theme'], systemIsLight: boolean): Theme {
  if (chosen !== 'system') return chosen;
  return systemIsLight ? 'light' : 'dark';
}

/** Keeps `data-theme`, `data-density` and the language of the page as the settings say. Returns how to stop. */
export function keepAppearance(): () => void {
  const system = window.matchMedia('(prefers-color-scheme: light)');
  const apply = () => {
    const { theme, density, language } = useSettings.getState().settings;
    document.documentElement.dataset.theme = shownTheme(theme, system.matches);
    document.documentElement.dataset.density = density;
    void switchLanguage(language);
  };
  apply();
  const stop = useSettings.subscribe(apply);
  system.addEventListener('change', apply);
  return () => {
    stop();
    system.removeEventListener('change', apply);
  };
}
