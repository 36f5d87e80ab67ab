/**
 * Whose presence is watched: oneself, the peers of direct channels, then the members of the channels that are open, up to
 * the server's limit. Asked anew whenever that changes and after each reconnect. What is not watched, or has not been heard
 * of for a while, is unknown: nobody is shown as they once were.
 */
import type { ChannelId, PersonId, Presence } from '../../shared/model.ts';
import { type CallInput, type CallOutput, MAX_WATCHED } from '../../shared/protocol.ts';
import { askAgain } from './ask-again.ts';
import type { Clock, Log } from './clock.ts';
import type { SharedState } from './shared-state.ts';

const GATHER_MS = 150;
/** So long without a connection, what was known of others is not known any more (ms). */
const FORGET_MS = 15_000;

/** Whom to watch: in order of importance, each once, no more than the limit. Pure. */
export function watchList(
  me: PersonId,
  peers: readonly PersonId[],
  members: readonly PersonId[],
  most = MAX_WATCHED,
): PersonId[] {
  return [...new Set([me, ...peers, ...members])].slice(0, most);
}

export type PresenceParts = {
  me: PersonId;
  shared: SharedState;
  clock: Clock;
  log: Log;
  isUp(): boolean;
  /** As the server's call. */
  watch(input: CallInput<'watch'>): Promise<CallOutput<'watch'>>;
  /** Channels that some window has open. */
  openChannels(): Iterable<ChannelId>;
  /** The members of a channel, oneself included. */
  members(channel: ChannelId): Promise<PersonId[]>;
};

export interface PresenceWatch {
  /** Something that decides whom to watch has changed. */
  changed(): void;
  /** Someone came to a channel or left it. */
  membersChanged(channel: ChannelId): void;
  /** The connection is up (again): the server knows of no watch. */
  reconnected(): void;
  /** The connection is gone. */
  lost(): void;
  /** The account is left: nothing is told any more. */
  closed(): void;
}

export function createPresence(parts: PresenceParts): PresenceWatch {
  const { shared, clock, log } = parts;
  const members = new Map<ChannelId, PersonId[]>();
  let watched: PersonId[] = [];
  let scheduled = false;
  let over = false;
  let cancelForget: (() => void) | null = null;

  async function membersOf(channel: ChannelId): Promise<PersonId[]> {
    const known = members.get(channel);
    if (known) return known;
    const found = await parts.members(channel);
    members.set(channel, found);
    return found;
  }

  const forget = (people: readonly PersonId[]) => {
    const unknown = people.map((person): Presence => ({ person, status: 'unknown' }));
    if (unknown.length > 0) shared.change({ presences: unknown });
  };

  async function watch(): Promise<void> {
    scheduled = false;
    if (over || !parts.isUp()) return;
    try {
      const peers = shared.read().channels.flatMap(({ peer }) => (peer ? [peer] : []));
      const open: PersonId[] = [];
      for (const channel of parts.openChannels()) open.push(...(await membersOf(channel)));
      const people = watchList(parts.me, peers, open);
      if (people.join() === watched.join()) return;
      const before = watched;
      watched = people;
      const { presences } = await parts.watch({ people });
      const now = new Set(people);
      forget(before.filter((person) => !now.has(person)));
      shared.change({ presences });
    } catch (error) {
      watched = [];
      askAgain(error, 'presence could not be watched', changed, { clock, log });
    }
  }

  function changed(): void {
    if (scheduled) return;
    scheduled = true;
    clock.after(GATHER_MS, () => void watch());
  }

  return {
    changed,
    membersChanged(channel) {
      if (members.delete(channel)) changed();
    },
    reconnected() {
      cancelForget?.();
      cancelForget = null;
      watched = [];
      changed();
    },
    closed() {
      over = true;
      cancelForget?.();
    },
    lost() {
      cancelForget ??= clock.after(FORGET_MS, () =>
        forget(
          shared
            .read()
            .presences.filter(({ status }) => status !== 'unknown')
            .map(({ person }) => person),
        ),
      );
    },
  };
}
