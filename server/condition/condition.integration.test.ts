/** A server whose database ends under its hands says so to whoever is connected, or connects, and takes it back. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EventId } from '../../shared/model.ts';
import { Client } from '../testing/client.ts';
import { newDataFolder } from '../testing/data-folder.ts';
import { silent } from '../testing/log.ts';
import { type RunningServer, startServer } from '../testing/server.ts';

let data: string;
let server: RunningServer;

beforeAll(async () => {
  data = await newDataFolder();
  server = await startServer({ data, log: silent });
});
afterAll(() => server.stop());

async function endDatabase(): Promise<void> {
  const [pid] = (await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGKILL');
}

it('people are told that nothing can be stored, and when it can again', async () => {
  const mara = await server.addPerson('mara');
  const channel = await server.addChannel('rates', [mara]);
  const client = await Client.connect(server.url, await server.tokenFor(mara));
  await client.ok('sync', { cursors: {} });
  await endDatabase();
  const refused = new Set<string>();
  const said = { channel, id: EventId.parse(randomUUID()), body: { text: 'hold this' } };
  // The database is started again by itself; whatever was refused until then is taken after that.
  await expect
    .poll(
      async () => {
        const answer = await client.call('send', said);
        if (!answer.ok) refused.add(answer.error.code);
        return answer.ok;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  expect([...refused]).toEqual(['unavailable']);
  await client.until('all is well', () => client.told.condition.at(-1)?.impaired.length === 0);
  expect(client.told.condition.map(({ impaired }) => impaired)).toEqual([['storing'], []]);
  client.close();
});
