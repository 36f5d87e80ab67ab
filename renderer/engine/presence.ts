/**
 * Whose presence is watched: oneself, the peers of direct channels, then the members of the channels that are open, up to
 * the server's limit. Asked anew whenever that changes and after each reconnect.
 */
import { MullionError } from '../../shared/errors.ts';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import { MAX_WATCHED } from '../../shared/protocol.ts';
import type { Clock, Log } from './clock.ts';
import type { Connection } from './connection.ts';
import type { SharedState } from './shared-state.ts';

const GATHER_MS = 150;

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
  connection: Pick<Connection, 'call' | 'isUp'>;
  clock: Clock;
  log: Log;
  /** Channels that some window has open. */
  openChannels(): Iterable<ChannelId>;
  /** The members of a channel, oneself included. */
  members(channel: ChannelId): Promise<PersonId[]>;
};

export interface PresenceWatch {
  /** Something that decides whom to watch has changed. */
  changed(): void;
  /** The connection is up (again): the server knows of no watch. */
  reconnected(): void;
}

export function createPresence(parts: PresenceParts): PresenceWatch {
  const { shared, connection, log } = parts;
  const members = new Map<ChannelId, PersonId[]>();
  let asked = '';
  let scheduled = false;

  async function membersOf(channel: ChannelId): Promise<PersonId[]> {
    const known = members.get(channel);
    if (known) return known;
    const found = await parts.members(channel);
    members.set(channel, found);
    return found;
  }

  async function watch(): Promise<void> {
    scheduled = false;
    if (!connection.isUp()) return;
    try {
      const peers = shared.read().channels.flatMap(({ peer }) => (peer ? [peer] : []));
      const open: PersonId[] = [];
      for (const channel of parts.openChannels()) open.push(...(await membersOf(channel)));
      const people = watchList(parts.me, peers, open);
      const key = people.join();
      if (key === asked) return;
      asked = key;
      const { presences } = await connection.call('watch', { people });
      shared.change({ presences });
    } catch (error) {
      asked = '';
      if (!(error instanceof MullionError)) throw error;
      log('info', 'presence could not be watched; again after the next change', error.code);
    }
  }

  function changed(): void {
    if (scheduled) return;
    scheduled = true;
    parts.clock.after(GATHER_MS, () => void watch());
  }

  return {
    changed,
    reconnected() {
      asked = '';
      members.clear();
      changed();
    },
  };
}
