import type { guardEn } from './guard.en.ts';
import type { Wording } from './i18n.ts';

export const guardDe: Wording<typeof guardEn> = {
  came: 'Nicht gesendet. Noch einmal Eingabe sendet an {{to}}: die Schreibmarke war eben erst hierhergekommen. Escape lässt es sein.',
  strayed:
    'Nicht gesendet. Die Schreibmarke ist beim Schreiben gewandert: das könnte für {{from}} bestimmt sein. Noch einmal Eingabe sendet es an {{to}}, Escape lässt es sein.',
  strayedBeside:
    'Nicht gesendet. Die Schreibmarke ist beim Schreiben gewandert: das könnte in ein anderes Feld von {{to}} gehören. Noch einmal Eingabe sendet es von hier, Escape lässt es sein.',
  outside: 'außerhalb: {{firms}}',
  joined: 'Seit Ihrer letzten Nachricht dazugekommen: {{names}}',
  joinedMore_one: 'und {{formatted}} weitere Person',
  joinedMore_other: 'und {{formatted}} weitere Personen',
  outsider: '{{name}} ({{firm}})',
  offline: 'Offline: was Sie senden, wartet hier und geht ab, sobald die Leitung wieder da ist.',
  cannotStore: 'Der Server kann im Moment nichts speichern: was Sie senden, wartet hier.',
  offerEnter: 'Nichts wurde getippt: die Schreibmarke ist in keinem Textfeld. Eingabe (oder F2) setzt sie in {{to}}.',
  offerKey: 'Nichts wurde getippt: die Schreibmarke ist in keinem Textfeld. F2 setzt sie in {{to}}.',
};
