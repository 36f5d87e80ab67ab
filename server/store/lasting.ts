/**
 * A connection to PostgreSQL that is held for as long as the server runs: to listen, to keep a lock, to be counted as a user.
 * When it is lost it is made again, with growing waits, until it is released. Its loss never ends the process.
 */
import pg from 'pg';
import type { Logger } from 'pino';
import { insist } from './insist.ts';

export interface Lasting {
  /** Makes no other from now on. Resolves with the last one, which may have been lost: the caller ends it. */
  release(): Promise<pg.Client>;
}

export type LastingParts = {
  /** What it is for, as in `The connection for changes`. */
  what: string;
  /** Makes a connection and does on it what it is for. What it rejects with is tried again, except the first time. */
  open: () => Promise<pg.Client>;
  /** It is there again after it was lost, and may have missed something. */
  onBack?: () => void;
  log: Logger;
};

/** Those that were lost: it may be before anybody listens for it. */
const ended = new WeakSet<pg.Client>();

/** Connects. Whatever befalls the connection later is told to those who wait for it, and to nobody else. */
export async function connectTo(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  // An error that nobody listens for would end the process: the queries under way are rejected with it, which is enough.
  client.on('error', () => undefined);
  client.once('end', () => ended.add(client));
  await client.connect();
  return client;
}

/** Rejects as `open` does, if the first connection cannot be made. */
export async function lasting(parts: LastingParts): Promise<Lasting> {
  const released = new AbortController();
  let client = await made();
  let renewing: Promise<void> | undefined;

  async function made(): Promise<pg.Client> {
    const fresh = await parts.open();
    fresh.on('error', (error) => parts.log.warn(`${parts.what} was lost: ${error.message}`));
    if (ended.has(fresh)) throw new Error('It was lost before it was of use.');
    fresh.once('end', () => {
      renewing = again();
    });
    return fresh;
  }

  function again(): Promise<void> {
    const renew = async () => {
      client = await made();
      if (!released.signal.aborted) parts.onBack?.();
    };
    return insist(renew, { failure: `${parts.what} could not be made again`, signal: released.signal, log: parts.log });
  }

  return {
    async release() {
      released.abort();
      await renewing;
      return client;
    },
  };
}
