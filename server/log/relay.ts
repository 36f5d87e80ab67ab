/** Commits over the bus: what this process commits goes to the others, what they commit into the delivery here. */
import type { Bus } from '../cluster/bus.ts';
import type { Delivery } from './delivery.ts';
import type { Committed } from './event-log.ts';

/** Most events in one message. */
const MOST_EVENTS = 200;
/** What another process committed is on the bus, if that is up: it is read only when it has not come after this long (ms). */
const GRACE_MS = 400;

export interface Relay {
  /** Tells the others. */
  tell(committed: readonly Committed[]): void;
  /** The database says that another process has committed: does `read` unless the bus may still bring it, then a little later. */
  soon(read: () => void): void;
  stop(): void;
}

export function relayOver(bus: Bus, delivery: Delivery): Relay {
  const stop = bus.hear({
    onMessage: (message) => {
      if (message.type === 'committed') delivery.tell(message.runs);
    },
    onGap: () => void delivery.catchUp(),
  });
  return {
    tell(committed) {
      for (const runs of messagesOf(committed)) bus.say({ type: 'committed', runs });
    },
    soon(read) {
      if (bus.isUp()) setTimeout(read, GRACE_MS);
      else read();
    },
    stop,
  };
}

/** What was committed, in parts that are small enough for one message each. */
export function messagesOf(committed: readonly Committed[]): Committed[][] {
  const messages: Committed[][] = [];
  let room = 0;
  for (const { channel, events } of committed) {
    for (let from = 0; from < events.length; from += MOST_EVENTS) {
      const run = { channel, events: events.slice(from, from + MOST_EVENTS) };
      const last = messages.at(-1);
      if (last && run.events.length <= room) last.push(run);
      else messages.push([run]);
      room = (last && run.events.length <= room ? room : MOST_EVENTS) - run.events.length;
    }
  }
  return messages;
}
