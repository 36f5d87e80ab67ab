/**
 * Runs a suite against a real server, once on each kind of database.
 */
import { afterAll, beforeAll } from 'vitest';
import type { Person } from '../../shared/model.ts';
import { Client } from './client.ts';
import { eachDatabase } from './databases.ts';
import { type RunningServer, type ServerOptions, startServer } from './server.ts';

export interface Running {
  /** The server; only inside of tests. */
  server(): RunningServer;
  /** A connection of this person's, closed after the suite. */
  connect(person: Person): Promise<Client>;
  /** The same, and synced from nothing. */
  join(person: Person): Promise<Client>;
}

/** One suite for each kind of database. Names of people are for the suite to keep apart. */
export function eachServer(name: string, options: ServerOptions, suite: (running: Running) => void): void {
  eachDatabase(name, (place) => {
    let running: RunningServer | undefined;
    const clients: Client[] = [];
    const server = () => {
      if (!running) throw new Error('The server is there inside of tests only.');
      return running;
    };
    const connect = async (person: Person) => {
      const client = await Client.connect(server().url, await server().tokenFor(person));
      clients.push(client);
      return client;
    };
    beforeAll(async () => {
      running = await startServer({ ...options, database: await place.open() });
    });
    afterAll(async () => {
      for (const client of clients) client.close();
      await running?.stop();
    });
    suite({
      server,
      connect,
      async join(person) {
        const client = await connect(person);
        await client.ok('sync', { cursors: {} });
        return client;
      },
    });
  });
}
