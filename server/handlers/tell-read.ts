import type { PushOf } from '../../shared/protocol.ts';
import type { Connection } from '../connections/connection.ts';
import type { Context } from './handler.ts';

/** Tells a person's other connections where the read cursor is now. */
export function tellRead({ connectionsOf }: Context, connection: Connection, read: PushOf<'read'>): void {
  for (const other of connectionsOf(connection.person)) {
    if (other !== connection && other.channels.has(read.channel)) other.tell('read', read);
  }
}
