/** Who speaks, in the narrow column: name, and for outsiders the firm. */
import { Bot, Rss } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { nameStyle } from '../ui/name-hue.ts';
import type { SpeakerInfo } from './speaker.ts';

/** `acts`: the row is an action, "* Okoye waves". */
export const Speaker = memo(function Speaker({ speaker, acts }: { speaker: SpeakerInfo; acts: boolean }) {
  return (
    <span className="speaker" style={nameStyle(speaker.id)} title={speaker.long}>
      {speaker.kind !== 'person' && <Kind kind={speaker.kind} />}
      {acts && speaker.me ? speaker.name : speaker.label}
    </span>
  );
});

/** A bot or a feed is told apart by a label, never by colour alone. */
function Kind({ kind }: { kind: 'bot' | 'feed' }) {
  const { t } = useTranslation();
  const Icon = kind === 'bot' ? Bot : Rss;
  return <Icon size={12} aria-label={t(`timeline.${kind}`)} className="speaker-kind" />;
}
