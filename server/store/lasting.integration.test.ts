import { once } from 'node:events';
import type pg from 'pg';
import { beforeAll, expect, it, vi } from 'vitest';
import { eachDatabase } from '../testing/databases.ts';
import { silent } from '../testing/log.ts';
import type { Database } from './database.ts';
import { lasting } from './lasting.ts';

/** Ten times the longest that the tries here can take. */
const PATIENCE = { timeout: 10_000 };

eachDatabase('a lasting connection', (place) => {
  let database: Database;
  beforeAll(async () => {
    database = await place.open();
  });

  /** What the server does when somebody ends the connection. */
  const endedByItself = (client: pg.Client) => client.query('select pg_terminate_backend(pg_backend_pid())');

  it('is made again once for each loss, also when it is lost while it is being made', async () => {
    const made: pg.Client[] = [];
    let broken = 0;
    const onBack = vi.fn();
    const connection = await lasting({
      what: 'A connection',
      log: silent,
      onBack,
      async open() {
        const client = await database.connect();
        // What it is for is not done yet, and it is lost: an error that nobody hears would end the process, and fail this file.
        if (made.length > 0 && broken++ % 2 === 0) await endedByItself(client);
        made.push(client);
        return client;
      },
    });
    for (let losses = 1; losses <= 3; losses++) {
      await endedByItself(made.at(-1) ?? expect.fail()).catch(() => undefined);
      await vi.waitFor(() => expect(onBack).toHaveBeenCalledTimes(losses), PATIENCE);
    }
    expect(made).toHaveLength(4);
    expect(broken).toBe(6);
    const last = await connection.release();
    expect(last).toBe(made.at(-1));
    const gone = once(last, 'end');
    await last.end();
    await gone;
    expect(made).toHaveLength(4);
  });

  it('is not held when it was lost before it was of use', async () => {
    const onBack = vi.fn();
    const opening = lasting({
      what: 'A connection',
      log: silent,
      onBack,
      async open() {
        const client = await database.connect();
        const gone = new Promise((resolve) => client.once('end', resolve));
        await endedByItself(client).catch(() => undefined);
        await gone;
        return client;
      },
    });
    await expect(opening).rejects.toThrow('before it was of use');
    expect(onBack).not.toHaveBeenCalled();
  });
});
