/** Quiet news of a channel: who came, who left, what it is called now. Many at once are counted, and shown on request. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '../../shared/model.ts';
import { useFormat } from '../i18n/format.ts';
import { usePeople } from '../state/people.ts';
import { rowAttributes } from './anchor.ts';
import { clock } from './days.ts';
import type { SystemEvent, SystemRow } from './rows.ts';

/** More than this in a row are counted rather than told one by one. */
const MOST_TOLD = 2;

export function SystemLine({ row }: { row: SystemRow }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const tell = useTell();
  const summary = useSummary(row.events);
  const [first] = row.events;
  const counted = row.events.length > MOST_TOLD;
  return (
    <div className="line line-system" {...rowAttributes(row)}>
      <time className="time" dateTime={new Date(first.at).toISOString()}>
        {clock(first.at)}
      </time>
      <span className="text">
        {counted ? summary : row.events.map(tell).join(' · ')}
        {counted && (
          <button type="button" className="system-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'timeline.hideEvents' : 'timeline.showEvents')}
          </button>
        )}
        {open && (
          <ul className="system-list">
            {row.events.map((event) => (
              <li key={event.seq}>
                <span className="time">{clock(event.at)}</span> {tell(event)}
              </li>
            ))}
          </ul>
        )}
      </span>
    </div>
  );
}

/** "12 joined · 9 left". */
function useSummary(events: readonly SystemEvent[]): string {
  const { t } = useTranslation();
  const format = useFormat();
  const counts = [
    ['timeline.someJoined', events.filter(({ kind }) => kind === 'join').length],
    ['timeline.someLeft', events.filter(({ kind }) => kind === 'leave').length],
    ['timeline.someAliases', events.filter(({ kind }) => kind === 'alias').length],
  ] as const;
  return counts
    .filter(([, count]) => count > 0)
    .map(([key, count]) => t(key, { count, formatted: format.number(count) }))
    .join(' · ');
}

/** A sentence for an event. */
function useTell(): (event: SystemEvent) => string {
  const { t } = useTranslation();
  const people = usePeople((state) => state.people);
  const nameOf = (id: PersonId) => people.get(id)?.name ?? t('timeline.someone');
  return (event) => {
    const actor = nameOf(event.actor);
    switch (event.kind) {
      case 'join': {
        const name = nameOf(event.body.person);
        return event.actor === event.body.person ? t('timeline.joined', { name }) : t('timeline.invited', { actor, name });
      }
      case 'leave': {
        const name = nameOf(event.body.person);
        if (event.actor !== event.body.person) return t('timeline.removed', { actor, name });
        const { reason } = event.body;
        return reason ? t('timeline.leftReason', { name, reason }) : t('timeline.left', { name });
      }
      case 'rename':
        return t('timeline.renamed', { actor, name: event.body.name });
      case 'topic':
        return event.body.topic
          ? t('timeline.topicSet', { actor, topic: event.body.topic })
          : t('timeline.topicCleared', { actor });
      case 'alias':
        return t('timeline.alias', event.body);
    }
  };
}
