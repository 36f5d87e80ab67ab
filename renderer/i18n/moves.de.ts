import type { Wording } from './i18n.ts';
import type { moveKeysEn, movesEn } from './moves.en.ts';

export const movesDe: Wording<typeof movesEn> = {
  moveTo: 'In Fenster verschieben',
  moveStackTo: 'Stapel in Fenster verschieben',
  newWindow: 'Neues Fenster',
  backTo: 'Zurück zu {{name}}',
  nobody: 'Es gibt kein anderes Fenster.',
  others: '{{titles}} +{{more}}',
  numbered: '{{name}} ({{n}})',
  failed: 'Nicht verschoben: {{reason}}',
};

export const moveKeysDe: Wording<typeof moveKeysEn> = {
  tearOff: 'Feld in ein neues Fenster verschieben',
  dockBack: 'Feld in sein Fenster zurück verschieben',
  nextWindow: 'Feld ins nächste Fenster verschieben',
};
