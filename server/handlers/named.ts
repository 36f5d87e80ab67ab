/**
 * Who is named in events: speakers, those they mention, those who come and go.
 */
import type { ChannelEvent } from '../../shared/events.ts';
import type { PersonId } from '../../shared/model.ts';

export function namedIn(events: Iterable<ChannelEvent>): Set<PersonId> {
  const named = new Set<PersonId>();
  for (const event of events) {
    named.add(event.actor);
    if (event.kind === 'message') for (const person of event.body.mentions ?? []) named.add(person);
    if (event.kind === 'join' || event.kind === 'leave') named.add(event.body.person);
  }
  return named;
}
