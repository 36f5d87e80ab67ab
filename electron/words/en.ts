import { trayEn } from './tray.en.ts';

/** The words that the main process shows itself, in English: menus, badge. `de.ts` has the same keys. Plurals end in `_one` and `_other`. */
export const en = {
  menu: {
    file: '&File',
    newWindow: '&New Window',
    closeWindow: '&Close Window',
    view: '&View',
    window: '&Window',
  },
  text: {
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    copyLink: 'Copy link address',
    noSuggestion: 'No suggestions',
    learn: 'Add “{{word}}” to the dictionary',
  },
  badge: {
    mentions_one: '{{count}} mention',
    mentions_other: '{{count}} mentions',
  },
  tray: trayEn,
  toast: {
    mention: '{{sender}} in {{channel}}',
    someone: 'Someone',
    hidden: 'New message',
    messages_one: '{{count}} new message',
    messages_other: '{{count}} new messages',
    inConversations_one: '{{messages}} in {{count}} conversation',
    inConversations_other: '{{messages}} in {{count}} conversations',
  },
} as const;
