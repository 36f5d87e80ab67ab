import { trayDe } from './tray.de.ts';
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
  text: {
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    selectAll: 'Alles auswählen',
    copyLink: 'Adresse des Links kopieren',
    noSuggestion: 'Keine Vorschläge',
    learn: '„{{word}}“ ins Wörterbuch aufnehmen',
  },
  badge: {
    mentions_one: '{{count}} Erwähnung',
    mentions_other: '{{count}} Erwähnungen',
  },
  tray: trayDe,
  toast: {
    mention: '{{sender}} in {{channel}}',
    someone: 'Jemand',
    hidden: 'Neue Nachricht',
    messages_one: '{{count}} neue Nachricht',
    messages_other: '{{count}} neue Nachrichten',
    inConversations_one: '{{messages}} in {{count}} Unterhaltung',
    inConversations_other: '{{messages}} in {{count}} Unterhaltungen',
  },
};
