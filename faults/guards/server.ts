/**
 * A server of the product's own parts, for what its command line rightly does not offer: heads told more often, and, to show
 * that a run finds it out, acknowledgements that do not wait for the commit.
 *
 *   node faults/guards/server.ts --port N [--data FOLDER] [--heartbeat MS] [--early]
 */
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Appended, EventLog } from '../../server/log/event-log.ts';
import { startServer } from '../../server/testing/server.ts';
import type { ChannelId } from '../../shared/model.ts';
import { Seq } from '../../shared/model.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    data: { type: 'string' },
    heartbeat: { type: 'string' },
    early: { type: 'boolean', default: false },
  },
});

/** How far the commits are behind the acknowledgements (ms). */
const BEHIND_MS = 250;

/** Without the guard "durable before acknowledged": says where a message will stand, and commits it later. */
function acknowledgesEarly(log: EventLog): EventLog {
  const promised = new Map<ChannelId, { seq: number; nth: number }>();
  return {
    ...log,
    async append(entry): Promise<Appended> {
      if (entry.kind !== 'message') return await log.append(entry);
      const { channel } = entry;
      const head = promised.has(channel) ? undefined : (await log.heads([channel])).get(channel);
      const last = promised.get(channel) ?? { seq: head?.head ?? 0, nth: head?.headNth ?? 0 };
      const next = { seq: last.seq + 1, nth: last.nth + 1 };
      promised.set(channel, next);
      void setTimeout(BEHIND_MS).then(() => log.append(entry));
      return { seq: Seq.parse(next.seq), nth: next.nth, at: Date.now(), repeated: false };
    },
  };
}

const server = await startServer({
  ...(process.env.DATABASE_URL ? { url: process.env.DATABASE_URL } : { data: values.data }),
  port: Number(values.port),
  ...(values.heartbeat && { heartbeatMs: Number(values.heartbeat) }),
  ...(values.early && { between: acknowledgesEarly }),
});
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
