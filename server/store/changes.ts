/**
 * What one process changes and others must learn of at once: a tool adds a person, a second gateway commits events. Carried by
 * PostgreSQL's LISTEN and NOTIFY, so it arrives after the commit and only if there is one.
 *
 * Notifications are lost while a listener's connection is down. A listener is told when it is back (`onGap`), and then reads
 * what it keeps afresh.
 */
import { sql } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import { ChannelId, PersonId, Seq } from '../../shared/model.ts';
import { z } from '../../shared/schema.ts';
import type { Database, Queries } from './database.ts';
import { lasting } from './lasting.ts';

export const Change = z.discriminatedUnion('type', [
  /** A person was added, renamed, disabled or enabled. */
  z.object({ type: z.literal('person'), person: PersonId }),
  /** Many people were added at once. */
  z.object({ type: z.literal('people') }),
  /** A channel was added, or its description changed. */
  z.object({ type: z.literal('channel'), channel: ChannelId }),
  /** A person became or ceased to be a member. */
  z.object({ type: z.literal('membership'), channel: ChannelId, person: PersonId }),
  /** A session has ended. */
  z.object({ type: z.literal('session'), session: z.string() }),
  /** Events were committed, up to these seqs, by the log with this name. */
  z.object({ type: z.literal('events'), by: z.string(), heads: z.array(z.tuple([ChannelId, Seq])) }),
]);
export type Change = z.infer<typeof Change>;

/** PostgreSQL's name for it. */
export const NOTIFICATIONS = 'mullion_changes';

/** Tells every listening process, this one's listeners included, once the transaction commits; at once outside of one. */
export async function announce(queries: Queries, change: Change): Promise<void> {
  await sql`select pg_notify(${NOTIFICATIONS}, ${JSON.stringify(change)})`.execute(queries);
}

export interface Listener {
  /** Called for each change, in the order of the commits. */
  onChange(change: Change): void;
  /** Called when the connection is back after a loss: changes may have been missed. */
  onGap?(): void;
}

export interface Listening {
  stop(): Promise<void>;
}

/** Listens on a connection of its own, and again after each loss of it. Resolves once listening has begun. */
export async function listen(database: Database, listener: Listener, log: Logger): Promise<Listening> {
  async function open(): Promise<pg.Client> {
    const client = await database.connect();
    client.on('notification', ({ payload }) => {
      const change = parse(payload ?? '');
      if (change) listener.onChange(change);
      else log.warn({ payload }, 'A change was announced that this version does not know.');
    });
    await client.query(`listen ${NOTIFICATIONS}`);
    return client;
  }

  const connection = await lasting({
    what: 'The connection for changes',
    open,
    onBack: () => listener.onGap?.(),
    log,
  });
  return { stop: async () => (await connection.release()).end() };
}

function parse(payload: string): Change | undefined {
  try {
    return Change.safeParse(JSON.parse(payload)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
