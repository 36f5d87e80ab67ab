import type { automaticEn } from './automatic.en.ts';
import type { Wording } from './i18n.ts';

export const automaticDe: Wording<typeof automaticEn> = {
  shown: '{{status}}, vorübergehend',
  title: 'Anwesenheit von selbst',
  note: 'Was Sie gewählt haben, bleibt und wird danach wieder gezeigt.',
  awayWhenIdle: 'Abwesend, wenn ich diesen Computer 10 Minuten nicht berührt habe',
  awayWhenLocked: 'Abwesend, solange dieser Bildschirm gesperrt ist',
  undisturbedWhenPresenting: 'Nicht stören, während ich präsentiere',
  keepRunning: 'Im Infobereich weiterlaufen, wenn das letzte Fenster geschlossen wird',
};
