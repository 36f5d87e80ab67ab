import { hash } from 'node:crypto';
import { stringify } from 'uuid';
import { EventId } from '../../shared/model.ts';

/**
 * The id of what a line of a file says: a UUIDv8 (RFC 9562, section 5.8) of its SHA-256. The same line has the same id in
 * every import, so it is an event only once.
 */
export function eventIdOf(fileName: string, lineNumber: number): EventId {
  const bytes = hash('sha256', `${fileName}\n${lineNumber}`, 'buffer').subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return EventId.parse(stringify(bytes));
}
