/** Who came into a channel since one last spoke there, from its log read backwards. */
import type { Newcomer } from '../../shared/engine-api.ts';
import type { ChannelEvent } from '../../shared/events.ts';
import type { ChannelId, PersonId } from '../../shared/model.ts';
import type { Logs } from './logs.ts';

/** Events that are read at once, and at most: whoever has been silent for longer is told of those who came lately. */
const STEP = 200;
const MOST = 1_000;

/** Goes through a log from its newest event back. Pure. */
export function lookingBack(me: PersonId): { take(event: ChannelEvent): 'on' | 'end'; found(): Newcomer[] } {
  const joined: Newcomer[] = [];
  /** Whose newest coming or going has been seen. */
  const settled = new Set<PersonId>();
  return {
    take(event) {
      if (event.kind === 'message' && event.actor === me) return 'end';
      if (event.kind !== 'join' && event.kind !== 'leave') return 'on';
      const { person } = event.body;
      // Whoever came before oneself was there already.
      if (event.kind === 'join' && person === me) return 'end';
      if (!settled.has(person) && event.kind === 'join' && person !== me) joined.push({ person, seq: event.seq });
      settled.add(person);
      return 'on';
    },
    found: () => joined,
  };
}

/** The newest first; those who have left again are not among them. What is not held on this computer is not looked at. */
export async function newcomersOf(
  channel: ChannelId,
  { me, head, logs }: { me: PersonId; head: number; logs: Pick<Logs, 'read'> },
): Promise<Newcomer[]> {
  const look = lookingBack(me);
  for (let to = head; to > Math.max(0, head - MOST); to -= STEP) {
    const events = await logs.read(channel, Math.max(1, to - STEP + 1), to);
    for (const event of events.reverse()) if (look.take(event) === 'end') return look.found();
  }
  return look.found();
}
