import type { composerEn } from './composer.en.ts';
import type { Wording } from './i18n.ts';

export const composerDe: Wording<typeof composerEn> = {
  resting: 'Nachricht an {{name}}',
  label: 'Nachricht an {{name}}',
  to: 'an',
  people_one: '{{formatted}} Person',
  people_other: '{{formatted}} Personen',
  firmsOutside_one: '{{formatted}} Firma außerhalb',
  firmsOutside_other: '{{formatted}} Firmen außerhalb',
  feed: 'In diesen Kanal schreibt nur sein Feed.',
  gone: 'Sie sind kein Mitglied dieses Kanals.',
  left_one: 'noch {{formatted}} Zeichen',
  left_other: 'noch {{formatted}} Zeichen',
  over_one: '{{formatted}} Zeichen zu lang. Kürzen Sie den Text, oder senden Sie ihn in Teilen.',
  over_other: '{{formatted}} Zeichen zu lang. Kürzen Sie den Text, oder senden Sie ihn in Teilen.',
  storing: 'Wird gespeichert…',
  failed: 'Nicht gesendet; Ihr Text ist noch da. {{reason}}',
  emptyAction: 'Sagen Sie, was Sie tun: /me winkt',
  mentions: 'Personen, die Sie erwähnen können',
  mentionCount_one: '{{formatted}} Person zum Erwähnen. Pfeiltasten wählen, Eingabe übernimmt.',
  mentionCount_other: '{{formatted}} Personen zum Erwähnen. Pfeiltasten wählen, Eingabe übernimmt.',
};
