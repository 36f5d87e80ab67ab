/**
 * How much this computer holds and how far back it goes, for people to know what they can read without a connection. Seq is
 * in order of time, so a channel's oldest held event is its first: one is read per channel, once the desk is open and quiet;
 * from then on what enters is looked at as it comes. Nothing is counted or searched for while messages pass.
 */
import type { LocalStore } from '../../shared/engine-api.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import type { ChannelId } from '../../shared/model.ts';
import type { Clock, Log } from './clock.ts';
import type { Logs } from './logs.ts';
import type { SharedState } from './shared-state.ts';
import type { History } from './store/history.ts';

/** A start has more urgent things to read. */
const LOOK_AFTER_MS = 1_000;
/** Often enough to be believed. */
const TELL_MS = 2_000;

export type ReachParts = {
  history: Pick<History, 'count'>;
  logs: Pick<Logs, 'known' | 'read'>;
  /** The channels of which something was held when the desk was opened. */
  channels: Iterable<ChannelId>;
  shared: SharedState;
  clock: Clock;
  log: Log;
};

export interface Reach {
  /** Events that were not held before, in order. */
  entered(channel: ChannelId, fresh: readonly ChannelEvent[]): void;
  /** What is stored has changed. */
  stored(): void;
  stop(): void;
}

export function createReach({ history, logs, channels, shared, clock, log }: ReachParts): Reach {
  const oldest = new Map<ChannelId, number>();
  let looked = false;
  let stopped = false;
  let cancel: (() => void) | null = null;
  const cancelLook = clock.after(LOOK_AFTER_MS, () => void look());

  function note(channel: ChannelId, event: ChannelEvent | undefined): void {
    if (event && event.at < (oldest.get(channel) ?? Number.POSITIVE_INFINITY)) oldest.set(channel, event.at);
  }

  async function look(): Promise<void> {
    for (const channel of channels) {
      const first = logs.known(channel)[0]?.from;
      if (first === undefined) continue;
      try {
        const [event] = await logs.read(channel, first, first);
        note(channel, event);
      } catch (error) {
        // Whoever wants to read it has the history built anew; to say how far it goes is no reason to.
        log('warn', 'the oldest event of a channel cannot be read', error);
      }
      if (stopped) return;
    }
    looked = true;
    tell();
  }

  function tell(): void {
    cancel?.();
    cancel = null;
    for (const channel of oldest.keys()) if (logs.known(channel).length === 0) oldest.delete(channel);
    const held: LocalStore['held'] = {
      events: history.count(),
      oldestAt: looked && oldest.size > 0 ? Math.min(...oldest.values()) : null,
    };
    const { store } = shared.read();
    if (store.held.events !== held.events || store.held.oldestAt !== held.oldestAt) shared.change({ store: { ...store, held } });
  }

  return {
    entered: (channel, fresh) => note(channel, fresh[0]),
    stored() {
      if (!stopped) cancel ??= clock.after(TELL_MS, tell);
    },
    stop() {
      stopped = true;
      cancelLook();
      cancel?.();
    },
  };
}
