import type { PushOf } from '../../shared/protocol.ts';
import type { Connection } from '../connections/connection.ts';
import type { Context } from './handler.ts';

/** Tells a person's other connections, here and at other gateways, where the read cursor is now. */
export function tellRead(context: Context, connection: Connection, read: PushOf<'read'>): void {
  const others = [...context.connectionsOf(connection.person)].filter(
    (other) => other !== connection && other.channels.has(read.channel),
  );
  if (others.length > 0) context.tellRead(others, read);
  context.cluster.read(connection.person, read);
}
