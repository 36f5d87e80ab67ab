/** The speakers of a timeline, looked up once for all of its rows. */
import { useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '../../shared/model.ts';
import { useMe } from '../state/me.ts';
import { usePeople } from '../state/people.ts';
import { type SpeakerBook, type SpeakerInfo, speakerBook } from './speaker.ts';

/** Finds a speaker; another function when anyone's name, or the language, has changed. */
export function useSpeakers(): (id: PersonId) => SpeakerInfo {
  const { t } = useTranslation();
  const people = usePeople((state) => state.people);
  const firms = usePeople((state) => state.firms);
  const me = useMe((state) => state.me);
  const previous = useRef<SpeakerBook | null>(null);
  const book = useMemo(() => {
    const words = {
      you: t('timeline.you'),
      someone: t('timeline.someone'),
      withFirm: (name: string, firm: string) => t('timeline.speaker', { name, firm }),
      outside: (name: string, firm: string) => t('timeline.external', { name, firm }),
    };
    return speakerBook({ people, firms, me, words }, previous.current?.known);
  }, [people, firms, me, t]);
  useLayoutEffect(() => {
    previous.current = book;
  }, [book]);
  return book.find;
}
