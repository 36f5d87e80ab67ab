import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import { MullionError } from '../../shared/errors.ts';
import type { ChannelId } from '../../shared/model.ts';
import { type Bus, noBus } from '../cluster/bus.ts';
import { listen } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import { eventsAfter, eventsBefore, eventsOfRuns, readHeads, readNthAt } from '../store/events.ts';
import { isConnectionLoss, isContended, isExhausted, refusalOf } from '../store/failure.ts';
import { type Batch, commitBatch, type Outcome } from './commit.ts';
import { Delivery } from './delivery.ts';
import type { Appended, Entry, EventLog } from './event-log.ts';
import { relayOver } from './relay.ts';
import { Turns } from './turns.ts';

export interface EventLogOptions {
  log: Logger;
  /** Most entries in one commit. */
  batch?: number;
  /** Carries what is committed to the other processes; without it they read it. */
  bus?: Bus;
}

interface Waiting {
  entry: Entry;
  resolve(appended: Appended): void;
  reject(error: MullionError): void;
}

/** So often a batch is committed that has to give way to others: a migration that takes several tables can meet it more than once. */
const MOST_TRIES = 8;

/** The event log on PostgreSQL. Resolves once it hears of what other processes commit. */
export async function createEventLog(database: Database, options: EventLogOptions): Promise<EventLog> {
  const { queries } = database;
  const { log, batch: most = 500, bus = noBus } = options;
  const name = randomUUID();
  const waiting = new Turns<ChannelId, Waiting>();
  let closed = false;
  let committing: Promise<void> | undefined;

  const readAllHeads = async () => new Map([...(await readHeads(queries))].map(([channel, { head }]) => [channel, head]));
  const source = { eventsAfter: eventsAfter.bind(undefined, queries), heads: readAllHeads };
  const delivery = new Delivery(source, log);
  const relay = relayOver(bus, delivery);
  // Listening begins before the heads are read, so that no commit falls between.
  const listening = await listen(
    database,
    {
      onChange: (change) => {
        if (change.type !== 'events' || change.by === name) return;
        relay.soon(() => {
          for (const [channel, head] of change.heads) delivery.notice(channel, head);
        });
      },
      onGap: () => void delivery.catchUp(),
    },
    log,
  );
  delivery.begin(await readAllHeads());

  async function commitWaiting(): Promise<void> {
    // What arrives in the same turn of the event loop goes together; what arrives during a commit, with the next.
    await setImmediate();
    while (waiting.size > 0) await commit(waiting.take(most));
    committing = undefined;
  }

  async function commit(batch: Waiting[], tries = 1): Promise<void> {
    let done: Batch;
    try {
      done = await commitBatch(
        queries,
        batch.map(({ entry }) => entry),
        name,
      );
    } catch (error) {
      if (isContended(error) && tries < MOST_TRIES) return commit(batch, tries + 1);
      return recover(batch, error);
    }
    delivery.tell(done.committed);
    relay.tell(done.committed);
    batch.forEach((each, index) => {
      settle(each, done.outcomes[index]);
    });
  }

  /** A batch that failed whole is halved until the entry that harms it stands alone. */
  async function recover(batch: Waiting[], error: unknown): Promise<void> {
    if (isConnectionLoss(error)) {
      log.warn({ err: error, entries: batch.length }, 'The database was lost during a commit.');
      for (const each of batch) each.reject(refusalOf(error));
      // The commit may have come through all the same; then the log knows it and listeners must learn of it.
      void delivery.catchUp();
      return;
    }
    if (isExhausted(error) || isContended(error)) {
      // Whatever was in the batch is not to blame: no part of it would fare better.
      log.error({ err: error, entries: batch.length }, 'The database has no room for a commit, or no time.');
      for (const each of batch) each.reject(refusalOf(error));
      return;
    }
    const [only] = batch;
    if (batch.length === 1 && only) {
      log.error({ err: error, channel: only.entry.channel, event: only.entry.id }, 'An event could not be committed.');
      only.reject(refusalOf(error));
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await commit(batch.slice(0, middle));
    await commit(batch.slice(middle));
  }

  return {
    append: (entry) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new MullionError('unavailable'));
        waiting.push(entry.channel, { entry, resolve, reject });
        committing ??= commitWaiting();
      }),
    page: (channel, { before, after, limit }) =>
      guarded(after === undefined ? eventsBefore(queries, channel, before, limit) : eventsAfter(queries, channel, after, limit)),
    runs: (asked) => guarded(eventsOfRuns(queries, asked)),
    heads: (channels) => guarded(readHeads(queries, channels)),
    nthAt: (channel, seq) => guarded(readNthAt(queries, channel, seq)),
    onCommit: (listener) => delivery.onCommit(listener),
    close: async () => {
      closed = true;
      await committing;
      relay.stop();
      delivery.close();
      await listening.stop();
    },
  };
}

function settle(waiting: Waiting, outcome: Outcome | undefined): void {
  if (outcome?.ok) waiting.resolve(outcome.value);
  else waiting.reject(outcome?.error ?? new MullionError('internal'));
}

async function guarded<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw refusalOf(error);
  }
}
