/** The words that the main process shows itself, in English: menus, badge. `de.ts` has the same keys. Plurals end in `_one` and `_other`. */
export const en = {
  menu: {
    file: '&File',
    newWindow: '&New Window',
    closeWindow: '&Close Window',
    view: '&View',
    window: '&Window',
  },
  badge: {
    mentions_one: '{{count}} mention',
    mentions_other: '{{count}} mentions',
  },
} as const;
