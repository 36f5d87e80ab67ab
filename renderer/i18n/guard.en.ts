export const guardEn = {
  came: 'Not sent. Enter again sends to {{to}}: the caret had only just come here. Escape lets it be.',
  strayed:
    'Not sent. The caret moved while you were writing: this may be meant for {{from}}. Enter again sends it to {{to}}, Escape lets it be.',
  strayedBeside:
    'Not sent. The caret moved while you were writing: this may belong to another pane of {{to}}. Enter again sends it from here, Escape lets it be.',
  outside: 'outside: {{firms}}',
  joined: 'Joined since your last message: {{names}}',
  joinedMore_one: 'and {{formatted}} more person',
  joinedMore_other: 'and {{formatted}} more people',
  outsider: '{{name}} ({{firm}})',
  offline: 'Offline: what you send waits here, and leaves when the line is back.',
  cannotStore: 'The server can store nothing at the moment: what you send waits here.',
  offerEnter: 'Nothing was typed: the caret is in no field. Enter (or F2) puts it into {{to}}.',
  offerKey: 'Nothing was typed: the caret is in no field. F2 puts it into {{to}}.',
} as const;
