import type { ChannelId, EventId } from '../../shared/model.ts';
import { onPostgres } from '../../testing/postgres.ts';
import type { Log } from '../load/holding.ts';

/** What the log really holds, from its database: the ids of each channel in order of seq. */
export async function readLog(database: string): Promise<Log> {
  const log: Log = {};
  for (const row of await onPostgres(database, 'select channel, id from event order by channel, seq')) {
    const { channel, id } = row as { channel: ChannelId; id: EventId };
    const known = log[channel];
    if (known) known.push(id);
    else log[channel] = [id];
  }
  return log;
}
