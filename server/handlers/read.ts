import { requireChannel, subjectOf } from '../policy/facts.ts';
import { moveCursor } from '../store/cursors.ts';
import type { Handler } from './handler.ts';
import { tellRead } from './tell-read.ts';

/** A cursor beyond the newest event is taken as the newest: nobody has read what is not there yet. */
export const read: Handler<'read'> = async (context, connection, { channel, seq }) => {
  const { roster, queries } = context;
  requireChannel(roster, subjectOf(roster, connection.person), 'read-channel', channel);
  const cursor = await moveCursor(queries, connection.person, channel, seq);
  tellRead(context, connection, { channel, ...cursor });
  return cursor;
};
