/** Who speaks, in the narrow column: name, and for outsiders the firm. */
import { Bot, Rss } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '../../shared/model.ts';
import { useMe } from '../state/me.ts';
import { useFirm, usePerson } from '../state/people.ts';
import { nameStyle } from '../ui/name-hue.ts';
import { speakerLabel } from './speaker.ts';

/** How a person is called in the timeline, and the long form of it. */
export function useSpeaker(id: PersonId): { label: string; long: string; outside: boolean; kind: 'person' | 'bot' | 'feed' } {
  const { t } = useTranslation();
  const person = usePerson(id);
  const firm = useFirm(person?.firm);
  const ownFirm = useMe((state) => state.me?.firm.id);
  const isMe = useMe((state) => state.me?.person.id === id);
  if (!person) return { label: t('timeline.someone'), long: t('timeline.someone'), outside: false, kind: 'person' };
  const outside = ownFirm !== undefined && person.firm !== ownFirm;
  const name = isMe ? t('timeline.you') : speakerLabel(person);
  const label = outside && firm ? t('timeline.speaker', { name, firm: firm.short }) : name;
  const names = { name: person.title ? `${person.name}, ${person.title}` : person.name, firm: firm?.name ?? '' };
  const long = firm ? t(outside ? 'timeline.external' : 'timeline.speaker', names) : names.name;
  return { label, long, outside, kind: person.kind };
}

export function Speaker({ id }: { id: PersonId }) {
  const { t } = useTranslation();
  const { label, long, kind } = useSpeaker(id);
  return (
    <span className="speaker" style={nameStyle(id)} title={long}>
      {kind === 'bot' && <Bot size={12} aria-label={t('timeline.bot')} className="speaker-kind" />}
      {kind === 'feed' && <Rss size={12} aria-label={t('timeline.feed')} className="speaker-kind" />}
      {label}
    </span>
  );
}
