import type { Wording } from './words.ts';

/** The words that the main process shows itself, in German. */
export const de: Wording = {
  menu: {
    file: '&Datei',
    newWindow: '&Neues Fenster',
    closeWindow: 'Fenster &schließen',
    view: '&Ansicht',
    window: '&Fenster',
  },
  badge: {
    mentions_one: '{{count}} Erwähnung',
    mentions_other: '{{count}} Erwähnungen',
  },
};
