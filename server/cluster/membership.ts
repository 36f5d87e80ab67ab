/**
 * One gateway's part in the cluster: it says who is connected to it, what they chose and how far they have read, and takes over
 * what the others say. Events go another way, straight into the log's delivery (log/create-event-log.ts).
 *
 *   here, every HERE_MS ──► a gateway that did not know us asks; everyone asked calls their roll
 *   silent for SILENT_MS ─► gone; its people are no longer connected there
 */
import type { AutomaticStatus, ChosenStatus, PersonId } from '../../shared/model.ts';
import type { PushOf } from '../../shared/protocol.ts';
import type { Bus, BusMessage, Count } from './bus.ts';
import { Peers } from './peers.ts';

/** What a person chose as their presence; without a status it is automatic. */
export type Chosen = { status: ChosenStatus | null; automatic: AutomaticStatus | null; note: string | null; since: number };

export type MembershipParts = {
  bus: Bus;
  /** Everyone who is connected here, and how many times. */
  roll: () => Iterable<Count>;
  /** How many connections a person has at the others. */
  onElsewhere: (person: PersonId, connections: number) => void;
  /** Those of whom a computer says something in place of what they chose: kept nowhere, and so told to whoever comes. */
  spokenFor: () => Iterable<readonly [PersonId, Chosen]>;
  onChosen: (person: PersonId, chosen: Chosen) => void;
  onRead: (person: PersonId, push: PushOf<'read'>) => void;
  now?: () => number;
};

export interface Membership {
  /** Makes itself known and begins to hear the others; until then, nothing is taken over. */
  begin(): void;
  /** The person's number of connections here is another now. */
  connected(person: PersonId, connections: number): void;
  chosen(person: PersonId, chosen: Chosen): void;
  /** A read cursor was moved here. */
  read(person: PersonId, push: PushOf<'read'>): void;
  /** How many other gateways there are. */
  others(): number;
  stop(): void;
}

const HERE_MS = 2_000;
/** Changes gather this long: a herd that comes back is told in a few messages. */
const GATHER_MS = 100;
/** Most people in one message. */
const MOST_COUNTS = 2_000;

export function joinCluster(parts: MembershipParts): Membership {
  const { bus } = parts;
  const now = parts.now ?? Date.now;
  const peers = new Peers();
  const changed = new Map<PersonId, number>();
  let gathering: NodeJS.Timeout | undefined;

  const moved = (people: Iterable<PersonId>): void => {
    for (const person of people) parts.onElsewhere(person, peers.total(person));
  };

  function callRoll(): void {
    const all = [...parts.roll()];
    // The first part replaces what was said before, the others add to it.
    bus.say({ type: 'connected', roll: true, counts: all.slice(0, MOST_COUNTS) });
    for (let from = MOST_COUNTS; from < all.length; from += MOST_COUNTS)
      bus.say({ type: 'connected', roll: false, counts: all.slice(from, from + MOST_COUNTS) });
    for (const [person, chosen] of parts.spokenFor()) bus.say({ type: 'chosen', person, ...chosen });
  }

  function tellChanged(): void {
    gathering = undefined;
    const counts = [...changed];
    changed.clear();
    for (let from = 0; from < counts.length; from += MOST_COUNTS)
      bus.say({ type: 'connected', roll: false, counts: counts.slice(from, from + MOST_COUNTS) });
  }

  function take(message: BusMessage, from: string): void {
    if (peers.heard(from, now())) bus.say({ type: 'ask' });
    switch (message.type) {
      case 'ask':
        callRoll();
        break;
      case 'connected':
        moved(peers.count(from, message.counts, message.roll));
        break;
      case 'chosen':
        parts.onChosen(message.person, message);
        break;
      case 'read':
        parts.onRead(message.person, message.push);
        break;
      case 'here':
      case 'committed':
      case 'given':
        break;
    }
  }

  function ask(): void {
    bus.say({ type: 'ask' });
    callRoll();
  }

  let stopHearing = (): void => undefined;
  let beating: NodeJS.Timeout | undefined;
  let beatAt = now();
  function beat(): void {
    bus.say({ type: 'here' });
    const before = beatAt;
    beatAt = now();
    // Who was frozen, or does not hear, knows nothing of the others' silence.
    if (bus.isUp() && beatAt - before < 2 * HERE_MS) moved(peers.sweep(beatAt));
  }

  return {
    begin() {
      stopHearing = bus.hear({ onMessage: take, onGap: ask });
      beatAt = now();
      beating = setInterval(beat, HERE_MS);
      ask();
    },
    connected(person, connections) {
      changed.set(person, connections);
      gathering ??= setTimeout(tellChanged, GATHER_MS);
    },
    chosen: (person, chosen) => bus.say({ type: 'chosen', person, ...chosen }),
    read(person, push) {
      // Whether the person is connected there is told a moment late: those who have them pass it on.
      if (peers.size() > 0) bus.say({ type: 'read', person, push });
    },
    others: () => peers.size(),
    stop() {
      clearInterval(beating);
      clearTimeout(gathering);
      stopHearing();
      // Nobody is connected here any more: the others need not wait until they miss us.
      bus.say({ type: 'connected', roll: true, counts: [] });
    },
  };
}
