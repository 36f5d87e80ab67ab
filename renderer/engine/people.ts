/** Who people are: unknown ids are gathered and asked for together. Those one may not see are not asked for again. */
import type { ChannelEvent } from '../../shared/events.ts';
import type { Firm, Person, PersonId } from '../../shared/model.ts';
import { askAgain } from './ask-again.ts';
import type { Clock, Log } from './clock.ts';
import type { Connection } from './connection.ts';
import type { SharedState } from './shared-state.ts';
import type { Writer } from './writer.ts';

const GATHER_MS = 50;
/** Most ids of one call. */
const BATCH = 500;

/** Everyone whom an event names. Pure. */
export function namedIn(event: ChannelEvent): PersonId[] {
  switch (event.kind) {
    case 'join':
    case 'leave':
      return [event.actor, event.body.person];
    case 'message':
      return [event.actor, ...(event.body.mentions ?? [])];
    default:
      return [event.actor];
  }
}

export interface People {
  /** People that came with something else. */
  learn(people: readonly Person[], firms?: readonly Firm[]): void;
  /** These events are about to be shown: ask for whoever in them is unknown. */
  need(events: readonly ChannelEvent[]): void;
  /** The connection is back: ask for whoever is still unknown, also for those who were not to be seen then. */
  refresh(): void;
}

export type PeopleParts = {
  shared: SharedState;
  connection: Pick<Connection, 'call' | 'isUp'>;
  writer: Pick<Writer, 'people'>;
  clock: Clock;
  log: Log;
};

export function createPeople({ shared, connection, writer, clock, log }: PeopleParts): People {
  const known = new Map(shared.read().people.map((person) => [person.id, person]));
  const firms = new Map(shared.read().firms.map((firm) => [firm.id, firm]));
  const wanted = new Set<PersonId>();
  const hidden = new Set<PersonId>();
  let scheduled = false;

  function learn(people: readonly Person[], more: readonly Firm[] = []): void {
    const fresh = people.filter((person) => JSON.stringify(known.get(person.id)) !== JSON.stringify(person));
    const freshFirms = more.filter((firm) => JSON.stringify(firms.get(firm.id)) !== JSON.stringify(firm));
    for (const firm of more) firms.set(firm.id, firm);
    for (const person of people) {
      known.set(person.id, person);
      wanted.delete(person.id);
      // Some answers name people without their firms.
      if (!firms.has(person.firm) && !hidden.has(person.id)) wanted.add(person.id);
    }
    schedule();
    if (fresh.length === 0 && freshFirms.length === 0) return;
    writer.people(fresh, freshFirms);
    shared.change({ people: fresh, firms: freshFirms });
  }

  async function ask(): Promise<void> {
    scheduled = false;
    const ids = [...wanted].slice(0, BATCH);
    if (ids.length === 0 || !connection.isUp()) return;
    try {
      const answer = await connection.call('people', { ids });
      for (const id of ids) {
        wanted.delete(id);
        hidden.add(id);
      }
      learn(answer.people, answer.firms);
    } catch (error) {
      askAgain(error, 'people could not be asked for', schedule, { clock, log });
      return;
    }
    schedule();
  }

  function schedule(): void {
    if (scheduled || wanted.size === 0) return;
    scheduled = true;
    clock.after(GATHER_MS, () => void ask());
  }

  return {
    learn,
    need(events) {
      for (const event of events) for (const id of namedIn(event)) if (!known.has(id) && !hidden.has(id)) wanted.add(id);
      schedule();
    },
    refresh() {
      hidden.clear();
      schedule();
    },
  };
}
