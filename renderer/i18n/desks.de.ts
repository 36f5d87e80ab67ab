import type { desksEn } from './desks.en.ts';
import type { Wording } from './i18n.ts';

export const desksDe: Wording<typeof desksEn> = {
  unnamed: 'Haupt',
  button: 'Schreibtisch: {{name}}',
  menu: 'Schreibtische',
  find: 'Schreibtisch wechseln …',
  findTitle: 'Schreibtisch wechseln',
  filter: 'Name eines Schreibtischs',
  none: 'Kein Schreibtisch heißt „{{query}}“.',
  found_one: '{{count}} Schreibtisch. Pfeile wählen, Eingabe zeigt ihn.',
  found_other: '{{count}} Schreibtische. Pfeile wählen, Eingabe zeigt ihn.',
  shown: 'wird gezeigt',
  windows_one: '{{count}} Fenster',
  windows_other: '{{count}} Fenster',
  new: 'Neuer Schreibtisch …',
  newTitle: 'Neuer Schreibtisch',
  newText: 'Er beginnt mit einem leeren Fenster. Der jetzige Schreibtisch bleibt, wie er ist.',
  create: 'Anlegen',
  duplicate: 'Duplizieren',
  saveAs: 'Speichern unter …',
  saveAsTitle: '„{{name}}“ speichern unter',
  saveAsText: 'Alle Fenster und Felder noch einmal unter einem anderen Namen. Sie arbeiten auf der Kopie weiter.',
  rename: 'Umbenennen …',
  renameTitle: '„{{name}}“ umbenennen',
  name: 'Name',
  nameMissing: 'Geben Sie einen Namen von höchstens {{most}} Zeichen ein.',
  delete: 'Löschen …',
  deleteTitle: '„{{name}}“ löschen?',
  deleteText_one:
    'Sein Fenster und die Felder darin gehen weg. Kanäle und Nachrichten bleiben; ein Entwurf wartet im nächsten Feld seines Kanals.',
  deleteText_other:
    'Seine {{count}} Fenster und die Felder darin gehen weg. Kanäle und Nachrichten bleiben; ein Entwurf wartet im nächsten Feld seines Kanals.',
  deleteConfirm: 'Löschen',
  export: 'Exportieren …',
  import: 'Importieren …',
  importTitle: 'Schreibtisch importieren',
  importText:
    'Wählen Sie eine Datei, die aus Mullion exportiert wurde. Sie wird ein neuer Schreibtisch; Ihre anderen bleiben, wie sie sind.',
  importFile: 'Datei eines Schreibtischs',
  problemTitle: 'Das ging nicht',
  faultTooLarge: 'Diese Datei ist zu groß für einen Schreibtisch.',
  faultNotADesk: 'Diese Datei ist kein Schreibtisch. Wählen Sie eine, die aus Mullion exportiert wurde.',
  faultTooNew:
    'Dieser Schreibtisch stammt aus einer neueren Version. Aktualisieren Sie diese Anwendung, dann importieren Sie ihn noch einmal.',
  faultDamaged: 'Diese Datei ist beschädigt, und nichts wurde importiert. Exportieren Sie den Schreibtisch noch einmal.',
};
