import type { Wording } from './i18n.ts';
import type { linksEn } from './links.en.ts';

export const linksDe: Wording<typeof linksEn> = {
  title: 'Link',
  joinTitle: 'Ein Kanal, dem Sie nicht angehören',
  joinText:
    'Dieser Link führt in einen Kanal, in dem Sie nicht Mitglied sind. Wenn Sie beitreten, erfahren seine Mitglieder davon.',
  join: 'Kanal beitreten',
  writeTitle: 'Unterhaltung beginnen',
  writeText: 'Sie haben noch keine Unterhaltung mit {{name}}. Es wird nichts gesendet, bevor Sie etwas schreiben.',
  write: 'Unterhaltung beginnen',
  looking: '{{handle}} wird gesucht…',
  nobody: 'Es gibt niemanden namens {{handle}}, dem Sie schreiben können.',
  yourself: 'Dieser Link führt zu Ihnen selbst.',
  refused:
    'Dieser Link kann nicht geöffnet werden, denn er ist keine vollständige Adresse dieser Anwendung. Bitten Sie noch einmal darum. (Code: {{code}})',
  copy: 'Link zum Kanal kopieren',
  copyMessage: 'Link zur letzten sichtbaren Nachricht kopieren',
  marked: 'Nachricht von {{name}}: {{text}}',
  searching: 'Die Nachricht wird gesucht…',
  notHere: 'Diese Nachricht ist nicht hier: Sie wurde entfernt, oder Sie dürfen sie nicht sehen.',
  offline: 'Diese Nachricht liegt nicht auf diesem Computer. Sie kann gefunden werden, sobald es eine Verbindung gibt.',
  tooFar: 'Diese Nachricht liegt zu weit zurück, um von hier gezeigt zu werden. Scrollen Sie nach oben, um sie zu finden.',
};
