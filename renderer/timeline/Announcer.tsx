/** Reads out what arrives in the active pane, at most once a second. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelEvent } from '../../shared/events.ts';
import type { Seq } from '../../shared/model.ts';
import { useFormat } from '../i18n/format.ts';
import { useMe } from '../state/me.ts';
import { usePeople } from '../state/people.ts';
import { type Announcement, announcementOf } from './announcement.ts';

const EVERY_MS = 1_000;

/** Mounted with the active pane only: what is there at that moment is not read out. */
export function Announcer({ events }: { events: readonly ChannelEvent[] }) {
  const me = useMe((state) => state.me?.person.id);
  const [announcement, setAnnouncement] = useState<Announcement | null>(null);
  const newest = events.at(-1)?.seq;
  const spoken = useRef<Seq | undefined>(newest);
  const latest = useRef(events);
  useEffect(() => {
    latest.current = events;
  }, [events]);
  const waiting = newest !== undefined && newest !== spoken.current;
  useEffect(() => {
    if (!waiting) return;
    const timer = window.setTimeout(() => {
      const after = spoken.current ?? latest.current.at(-1)?.seq;
      spoken.current = latest.current.at(-1)?.seq;
      if (after !== undefined) setAnnouncement(announcementOf(latest.current, after, me));
    }, EVERY_MS);
    return () => window.clearTimeout(timer);
  }, [waiting, me]);
  return (
    <div className="visually-hidden" aria-live="polite">
      {announcement && <Words announcement={announcement} />}
    </div>
  );
}

function Words({ announcement: { more, messages } }: { announcement: Announcement }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = (id: string) => {
    for (const person of usePeople.getState().people.values()) if (person.id === id) return person.name;
    return t('timeline.someone');
  };
  return (
    <>
      {more > 0 && <p>{t('timeline.announceMore', { count: more, formatted: format.number(more) })}</p>}
      {messages.map(({ actor, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
        <p key={at}>{t('timeline.announce', { name: nameOf(actor), text })}</p>
      ))}
    </>
  );
}
