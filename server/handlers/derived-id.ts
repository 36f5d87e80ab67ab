import { createHash } from 'node:crypto';
import { ChannelId, EventId } from '../../shared/model.ts';

/**
 * An id that follows from others (UUIDv8 of their SHA-256), so that the same request made twice makes the same things once.
 */
function derived(...parts: string[]): string {
  const hash = createHash('sha256').update(parts.join('\n')).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The channel that a request makes: its own for each person and request id. */
export function channelIdOf(actor: string, request: string): ChannelId {
  return ChannelId.parse(derived('channel', actor, request));
}

/** The event by which a request makes a person a member. */
export function joinIdOf(request: string, person: string): EventId {
  return EventId.parse(derived('join', request, person));
}

/** The id of an event that follows from what it is made of. */
export function eventIdOf(...parts: string[]): EventId {
  return EventId.parse(derived('event', ...parts));
}
