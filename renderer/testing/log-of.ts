/** A channel's log, for tests: contiguous, mostly messages, some of them not. */
import { v5 as uuidOf } from 'uuid';
import type { ChannelEvent } from '../../shared/events.ts';
import { ChannelId, EventId, PersonId, Seq } from '../../shared/model.ts';

const NAMESPACE = '6f1f0b3e-7a0e-4b58-8f0c-5d1d5c1a2b3c';

export const channelNamed = (name: string): ChannelId => ChannelId.parse(uuidOf(`channel ${name}`, NAMESPACE));
export const personNamed = (name: string): PersonId => PersonId.parse(uuidOf(`person ${name}`, NAMESPACE));

/** The first `length` events; every fifth is a topic, which counts as no message. */
export function logOf(length: number, actor: PersonId = personNamed('someone')): ChannelEvent[] {
  let nth = 0;
  return Array.from({ length }, (_, index): ChannelEvent => {
    const header = {
      seq: Seq.parse(index + 1),
      id: EventId.parse(uuidOf(`event ${index}`, NAMESPACE)),
      actor,
      at: 1_700_000_000_000 + index * 1000,
    };
    if (index % 5 === 4) return { ...header, nth, kind: 'topic', body: { topic: `topic ${index}` } };
    nth += 1;
    return { ...header, nth, kind: 'message', body: { text: `message ${index}` } };
  });
}
