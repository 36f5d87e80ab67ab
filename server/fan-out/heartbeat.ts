/**
 * The heartbeat: every connection is told the heads of its channels every HEARTBEAT_MS. Connections are spread over the
 * period, and those that hear the same channels share one frame, serialised once.
 */
import type { ChannelId } from '../../shared/model.ts';
import { HEARTBEAT_MS, type PushOf } from '../../shared/protocol.ts';
import type { Heads } from './heads.ts';

/** The period is cut into this many beats; each connection belongs to one of them. */
export const BEATS = 20;

export type Listener = {
  /** Which beat of the period it belongs to (`beatOf`). */
  beat: number;
  channels: ReadonlySet<ChannelId>;
  hearing(): string;
};

/** Which beat a connection belongs to, 0 to BEATS - 1: spread evenly by its id, the same for its whole life. */
export function beatOf(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index++) sum = (sum * 31 + id.charCodeAt(index)) >>> 0;
  return sum % BEATS;
}

/** Listeners that hear the same channels, together. */
export function groupByHearing<L extends Listener>(listeners: Iterable<L>): L[][] {
  const groups = new Map<string, L[]>();
  for (const listener of listeners) {
    const key = listener.hearing();
    const group = groups.get(key);
    if (group) group.push(listener);
    else groups.set(key, [listener]);
  }
  return [...groups.values()];
}

export type HeartbeatParts<L extends Listener> = {
  heads: Heads;
  listeners: () => Iterable<L>;
  /** Tells all of these the same. */
  tell: (listeners: readonly L[], push: PushOf<'heads'>) => void;
  periodMs?: number | undefined;
};

/** Starts the heartbeat. Returns how to stop it. */
export function startHeartbeat<L extends Listener>(parts: HeartbeatParts<L>): () => void {
  const { heads, listeners, tell, periodMs = HEARTBEAT_MS } = parts;
  let beat = 0;
  const timer = setInterval(() => {
    const now = Date.now();
    const due = [...listeners()].filter((listener) => listener.beat === beat && listener.channels.size > 0);
    for (const group of groupByHearing(due)) {
      const first = group[0];
      if (first) tell(group, heads.frame(first.channels, now));
    }
    beat = (beat + 1) % BEATS;
  }, periodMs / BEATS);
  return () => clearInterval(timer);
}
